using Dapper;
using DecisionsApi.Querying;
using DecisionsApi.Register;
using Microsoft.Data.Sqlite;

namespace DecisionsApi.Bodies;

/// <summary>Every statement against the bodies.</summary>
internal static class BodySql
{
    /// <summary>Columns of a list or single body; <see cref="From"/> makes the record of them.</summary>
    public const string Columns = """
        p.key AS key,
        p.id AS id,
        p.name AS name,
        p.name_folded AS name_folded,
        p.kind AS kind,
        p.area_code AS area_code,
        p.payment_count AS payment_count,
        p.payment_pence AS payment_pence
        """;

    public const string Tables = "FROM bodies p";

    /// <summary>The body of an id, or null.</summary>
    public static Body? Find(SqliteConnection connection, string id) =>
        connection.QuerySingleOrDefault<Row>($"SELECT {Columns} {Tables} WHERE p.id = @id", new { id }) is { } row ? From(row) : null;

    /// <summary>Key of a body, or null.</summary>
    public static long? KeyOf(SqliteConnection connection, SqliteTransaction transaction, string id) =>
        connection.ExecuteScalar<long?>("SELECT key FROM bodies WHERE id = @id", new { id }, transaction);

    /// <summary>The stored body of an id, or null.</summary>
    public static Row? Find(SqliteConnection connection, SqliteTransaction transaction, string id) =>
        connection.QuerySingleOrDefault<Row>($"SELECT {Columns} {Tables} WHERE p.id = @id", new { id }, transaction);

    /// <summary>Adds a body under a sequence; its key.</summary>
    public static long Add(
        SqliteConnection connection,
        SqliteTransaction transaction,
        string id,
        string name,
        string? kind,
        string? areaCode,
        long sequence
    ) =>
        connection.ExecuteScalar<long>(
            """
            INSERT INTO bodies (id, name, name_folded, kind, area_code, created_sequence, changed_sequence)
            VALUES (@id, @name, @folded, @kind, @areaCode, @sequence, @sequence)
            RETURNING key
            """,
            new
            {
                id,
                name,
                folded = Folding.Fold(name),
                kind,
                areaCode,
                sequence,
            },
            transaction
        );

    /// <summary>Changes a body's own facts.</summary>
    public static void Update(
        SqliteConnection connection,
        SqliteTransaction transaction,
        long key,
        string name,
        string? kind,
        string? areaCode,
        long sequence
    ) =>
        connection.Execute(
            """
            UPDATE bodies
            SET name = @name, name_folded = @folded, kind = @kind, area_code = @areaCode, changed_sequence = @sequence
            WHERE key = @key
            """,
            new
            {
                key,
                name,
                folded = Folding.Fold(name),
                kind,
                areaCode,
                sequence,
            },
            transaction
        );

    public static Body From(Row row) =>
        new()
        {
            Id = row.Id,
            Name = row.Name,
            Kind = row.Kind,
            AreaCode = row.AreaCode,
            PaymentCount = row.PaymentCount,
            SumAmount = Money.FromPence(row.PaymentPence),
        };

    /// <summary>A body as stored.</summary>
    internal sealed record Row : IListed
    {
        public required long Key { get; init; }
        public required string Id { get; init; }
        public required string Name { get; init; }
        public required string NameFolded { get; init; }
        public string? Kind { get; init; }
        public string? AreaCode { get; init; }
        public required long PaymentCount { get; init; }
        public required long PaymentPence { get; init; }
        public string? SortValue { get; init; }
    }
}
