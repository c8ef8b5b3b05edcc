using Dapper;
using DecisionsApi.Querying;
using DecisionsApi.Register;
using Microsoft.Data.Sqlite;

namespace DecisionsApi.Suppliers;

/// <summary>Every statement against the suppliers.</summary>
internal static class SupplierSql
{
    /// <summary>Columns of a list or single supplier; <see cref="From"/> makes the record of them.</summary>
    public const string Columns = """
        p.key AS key,
        p.id AS id,
        p.name AS name,
        p.name_folded AS name_folded,
        p.payment_count AS payment_count,
        p.payment_pence AS payment_pence
        """;

    public const string Tables = "FROM suppliers p";

    /// <summary>The supplier of an id, or null.</summary>
    public static Supplier? Find(SqliteConnection connection, string id) =>
        connection.QuerySingleOrDefault<Row>($"SELECT {Columns} {Tables} WHERE p.id = @id", new { id }) is { } row
            ? From(connection, [row])[0]
            : null;

    /// <summary>Id of the supplier a name resolves to.</summary>
    public static string IdOf(string name) => Identity.Of("supplier", Folding.Name(name));

    /// <summary>Keys of the supplier a name resolves to and of the spelling, both made if they are new.</summary>
    public static (long Supplier, long Name) KeysOf(SqliteConnection connection, SqliteTransaction transaction, string name, long sequence)
    {
        var known = connection.QuerySingleOrDefault<(long Supplier, long Name)?>(
            "SELECT supplier_key, key FROM supplier_names WHERE name = @name",
            new { name },
            transaction
        );
        if (known is { } keys)
        {
            return keys;
        }
        var folded = Folding.Name(name);
        var supplier = FindOrAdd(connection, transaction, name, folded, sequence + 1);
        var spelling = connection.ExecuteScalar<long>(
            "INSERT INTO supplier_names (supplier_key, name, name_folded) VALUES (@supplier, @name, @compared) RETURNING key",
            new
            {
                supplier,
                name,
                compared = Folding.Fold(name),
            },
            transaction
        );
        return (supplier, spelling);
    }

    /// <summary>Makes the records of rows, each with its spellings, in one further statement.</summary>
    public static IReadOnlyList<Supplier> From(SqliteConnection connection, IReadOnlyList<Row> rows)
    {
        var names = connection
            .Query<(long Supplier, string Name)>(
                "SELECT supplier_key, name FROM supplier_names WHERE supplier_key IN @keys ORDER BY supplier_key, name",
                new { keys = rows.Select(row => row.Key) }
            )
            .ToLookup(n => n.Supplier, n => n.Name);
        return
        [
            .. rows.Select(row => new Supplier
            {
                Id = row.Id,
                Name = row.Name,
                NamesAsPublished = [.. names[row.Key]],
                PaymentCount = row.PaymentCount,
                SumAmount = Money.FromPence(row.PaymentPence),
            }),
        ];
    }

    private static long FindOrAdd(SqliteConnection connection, SqliteTransaction transaction, string name, string folded, long sequence)
    {
        var id = IdOf(name);
        var known = connection.QuerySingleOrDefault<(long Key, string Name)?>(
            "SELECT key, name FROM suppliers WHERE id = @id",
            new { id },
            transaction
        );
        if (known is null)
        {
            return connection.ExecuteScalar<long>(
                """
                INSERT INTO suppliers (id, name, name_folded, created_sequence, changed_sequence)
                VALUES (@id, @name, @folded, @sequence, @sequence)
                RETURNING key
                """,
                new
                {
                    id,
                    name,
                    folded,
                    sequence,
                },
                transaction
            );
        }
        if (IsPreferred(name, known.Value.Name))
        {
            connection.Execute("UPDATE suppliers SET name = @name WHERE key = @key", new { name, key = known.Value.Key }, transaction);
        }
        return known.Value.Key;
    }

    // A total order, so that the name does not depend on which file came first.
    private static bool IsPreferred(string candidate, string current)
    {
        var shouts = IsCapitals(candidate).CompareTo(IsCapitals(current));
        return shouts != 0 ? shouts < 0 : string.CompareOrdinal(candidate, current) < 0;
    }

    private static bool IsCapitals(string name) => !name.Any(char.IsLower);

    /// <summary>A supplier as stored.</summary>
    internal sealed record Row : IListed
    {
        public required long Key { get; init; }
        public required string Id { get; init; }
        public required string Name { get; init; }
        public required string NameFolded { get; init; }
        public required long PaymentCount { get; init; }
        public required long PaymentPence { get; init; }
        public string? SortValue { get; init; }
    }
}
