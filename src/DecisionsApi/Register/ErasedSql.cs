using Dapper;
using Microsoft.Data.Sqlite;

namespace DecisionsApi.Register;

/// <summary>What was erased on lawful requests: of which records, and of which rows.</summary>
internal static class ErasedSql
{
    /// <summary>Stands for all fields of a record.</summary>
    public const string Everything = "";

    /// <summary>Why a value is withheld, or a file closed, where it was erased.</summary>
    public const string Reason = "erased on request";

    /// <summary>Notes an erasure; never what was erased.</summary>
    public static void Note(SqliteConnection connection, SqliteTransaction transaction, Erased erased) =>
        connection.Execute(
            """
            INSERT INTO erasures (resource, record_id, field, erased_at, reason, erased_by, sequence)
            VALUES (@Resource, @Id, @Field, @At, @Reason, @By, @Sequence)
            """,
            erased,
            transaction
        );

    /// <summary>Remembers the fingerprint of a row of which a field was erased.</summary>
    public static void Remember(SqliteConnection connection, SqliteTransaction transaction, string contentId, string field) =>
        connection.Execute(
            "INSERT OR IGNORE INTO erased_rows (content_id, field) VALUES (@contentId, @field)",
            new { contentId, field },
            transaction
        );

    /// <summary>How many there were up to now.</summary>
    public static long Count(SqliteConnection connection) => connection.ExecuteScalar<long>("SELECT count(*) FROM erasures");

    /// <summary>The fields that were erased of a record.</summary>
    public static IReadOnlyList<string> FieldsOf(SqliteConnection connection, SqliteTransaction transaction, string resource, string id) =>
        connection
            .Query<string>(
                "SELECT DISTINCT field FROM erasures WHERE resource = @resource AND record_id = @id",
                new { resource, id },
                transaction
            )
            .AsList();

    /// <summary>Whether everything of a record was erased.</summary>
    public static bool IsErased(SqliteConnection connection, SqliteTransaction transaction, string resource, string id) =>
        FieldsOf(connection, transaction, resource, id).Contains(Everything);
}

/// <summary>One erasure.</summary>
internal sealed record Erased(string Resource, string Id, string Field, string At, string Reason, string By, long Sequence);
