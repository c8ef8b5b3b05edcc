using System.Text.Json;
using System.Text.Json.Nodes;
using Dapper;
using DecisionsApi.Data;
using DecisionsApi.Formats;
using DecisionsApi.Register;
using DecisionsApi.Sources;
using Microsoft.Data.Sqlite;

namespace DecisionsApi.Records;

/// <summary>Erases what records of decisions, contracts, programmes and bodies say, for good.</summary>
internal static class ErasedRecordSql
{
    /// <summary>Erases a field of a record, or all of it, wherever it stands; appends the change; false where there is nothing of it.</summary>
    public static bool Erase<T>(Writing writing, RecordTable<T> table, string id, string field, Action note)
        where T : class, IRecord
    {
        var (connection, transaction) = (writing.Connection, writing.Transaction);
        var key = connection.ExecuteScalar<long?>($"SELECT key FROM {table.Resource} WHERE id = @id", new { id }, transaction);
        if (key is null)
        {
            return false;
        }
        var files = Files(connection, transaction, table.Resource, id, key.Value);
        var texts = new HashSet<string>(StringComparer.Ordinal);
        var found = field == ErasedSql.Everything;
        note();
        foreach (var statement in Statements(connection, transaction, table.Resource, id))
        {
            found |= Strike(writing, table.Resource, id, statement, field, texts);
        }
        var settled = SettlingSql.Settle(writing, table, id);
        found |= StrikeVersions(connection, transaction, table.Resource, key.Value, field, texts);
        if (settled == Settled.Unchanged)
        {
            found |= StrikeStored(connection, transaction, table, key.Value, field, texts);
        }
        if (!found)
        {
            return false;
        }
        if (field == ErasedSql.Everything)
        {
            Empty(connection, transaction, table, key.Value);
        }
        if (settled == Settled.Unchanged)
        {
            writing.Append(table.Resource, key.Value, "updated");
        }
        StrikeReleases(connection, transaction, table.Resource, id, texts);
        foreach (var file in files)
        {
            ArchiveSql.Close(connection, transaction, file, ErasedSql.Reason);
        }
        if (table.TextTable is { } words)
        {
            connection.Execute(FullText.Purge(words), transaction: transaction);
        }
        return true;
    }

    private static List<(string Origin, string Content)> Statements(
        SqliteConnection connection,
        SqliteTransaction transaction,
        string resource,
        string id
    ) =>
        connection
            .Query<(string, string)>(
                "SELECT origin, content FROM statements WHERE resource = @resource AND record_id = @id",
                new { resource, id },
                transaction
            )
            .AsList();

    private static bool Strike(
        Writing writing,
        string resource,
        string id,
        (string Origin, string Content) statement,
        string field,
        HashSet<string> texts
    )
    {
        var content = JsonNode.Parse(statement.Content)!;
        if (field == ErasedSql.Everything)
        {
            ErasedContent.Collect(content, texts);
            StatementSql.Retract(writing, resource, id, statement.Origin);
            return true;
        }
        if (!ErasedContent.TakeOut(content, field.Split('.'), texts))
        {
            return false;
        }
        writing.Connection.Execute(
            "UPDATE statements SET content = @content, raw = '' WHERE resource = @resource AND record_id = @id AND origin = @Origin",
            new
            {
                resource,
                id,
                statement.Origin,
                content = content.ToJsonString(Json.Options),
            },
            writing.Transaction
        );
        return true;
    }

    private static bool StrikeVersions(
        SqliteConnection connection,
        SqliteTransaction transaction,
        string resource,
        long key,
        string field,
        HashSet<string> texts
    )
    {
        var found = false;
        foreach (var version in RecordSql.Versions(connection, resource, key))
        {
            var content = JsonNode.Parse(version.Content)!;
            if (field == ErasedSql.Everything)
            {
                ErasedContent.Collect(content, texts);
                content = new JsonObject();
            }
            else if (!ErasedContent.TakeOut(content, field.Split('.'), texts))
            {
                continue;
            }
            found = true;
            connection.Execute(
                "UPDATE record_versions SET content = @content WHERE resource = @resource AND record_key = @key AND from_sequence = @ChangedSequence",
                new
                {
                    resource,
                    key,
                    version.ChangedSequence,
                    content = content.ToJsonString(Json.Options),
                },
                transaction
            );
        }
        return found;
    }

    /// <summary>The same in a record that nobody states any more.</summary>
    private static bool StrikeStored<T>(
        SqliteConnection connection,
        SqliteTransaction transaction,
        RecordTable<T> table,
        long key,
        string field,
        HashSet<string> texts
    )
        where T : class, IRecord
    {
        var content = JsonNode.Parse(
            connection.ExecuteScalar<string>($"SELECT content FROM {table.Resource} WHERE key = @key", new { key }, transaction)!
        )!;
        if (field == ErasedSql.Everything || !ErasedContent.TakeOut(content, field.Split('.'), texts))
        {
            return false;
        }
        connection.Execute(
            $"UPDATE {table.Resource} SET content = @content WHERE key = @key; DELETE FROM {table.TextTable} WHERE rowid = @key;",
            new { key, content = content.ToJsonString(Json.Options) },
            transaction
        );
        return true;
    }

    private static void Empty<T>(SqliteConnection connection, SqliteTransaction transaction, RecordTable<T> table, long key)
        where T : class, IRecord
    {
        connection.Execute(
            $"""
            UPDATE {table.Resource} SET content = '{"{}"}', title = '{ErasedContent.InItsPlace}', title_folded = '' WHERE key = @key;
            DELETE FROM {table.TextTable} WHERE rowid = @key;
            """,
            new { key },
            transaction
        );
        var more = table.Resource switch
        {
            "decisions" => "UPDATE decisions SET reference_folded = NULL, reference_key = NULL, type_folded = NULL WHERE key = @key",
            "contracts" => """
                UPDATE contracts SET reference_folded = NULL, reference_key = NULL WHERE key = @key;
                DELETE FROM contract_buyers WHERE contract_key = @key;
                DELETE FROM contract_suppliers WHERE contract_key = @key;
                DELETE FROM supplier_identifiers WHERE contract_key = @key;
                """,
            _ => "SELECT 1",
        };
        connection.Execute(more, new { key }, transaction);
    }

    /// <summary>Texts that were erased of a contract, in the releases of its contracting process; their hashes stay, so that they are known when they come again.</summary>
    private static void StrikeReleases(
        SqliteConnection connection,
        SqliteTransaction transaction,
        string resource,
        string id,
        HashSet<string> texts
    )
    {
        if (resource != "contracts" || texts.Count == 0)
        {
            return;
        }
        var releases = connection
            .Query<(long Key, string Content)>(
                """
                SELECT r.key, r.content FROM releases r
                WHERE r.ocid = (SELECT ocid FROM contracts WHERE id = @id)
                """,
                new { id },
                transaction
            )
            .AsList();
        foreach (var (key, text) in releases)
        {
            var content = JsonNode.Parse(text)!;
            if (ErasedContent.Blank(content, texts))
            {
                connection.Execute(
                    "UPDATE releases SET content = @content WHERE key = @key",
                    new { key, content = content.ToJsonString(Json.Options) },
                    transaction
                );
            }
        }
    }

    /// <summary>Files that state the record or stated it once.</summary>
    private static List<string> Files(SqliteConnection connection, SqliteTransaction transaction, string resource, string id, long key) =>
        connection
            .Query<string>(
                """
                SELECT o.sha256 FROM statements t JOIN sources o ON o.key = t.source_key WHERE t.resource = @resource AND t.record_id = @id
                UNION
                SELECT o.sha256 FROM record_versions v JOIN sources o ON o.key = v.source_key WHERE v.resource = @resource AND v.record_key = @key
                UNION
                SELECT o.sha256 FROM releases r JOIN sources o ON o.key = r.source_key
                WHERE @resource = 'contracts' AND r.ocid = (SELECT ocid FROM contracts WHERE id = @id)
                """,
                new
                {
                    resource,
                    id,
                    key,
                },
                transaction
            )
            .AsList();
}
