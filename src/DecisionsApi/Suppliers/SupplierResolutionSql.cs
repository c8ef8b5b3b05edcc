using Dapper;
using DecisionsApi.Records;
using DecisionsApi.Register;
using Microsoft.Data.Sqlite;

namespace DecisionsApi.Suppliers;

/// <summary>Which supplier a spelling is: by what a curated alias says of it, else by the rules of names.</summary>
internal static class SupplierResolutionSql
{
    /// <summary>Changes with the rules; a register resolved by others is resolved again.</summary>
    public const string Rules = "2026-11";

    // RETURNING would have the engine keep every page a statement changes, should it fail: for 20,000 names a gigabyte.

    /// <summary>Keys of the supplier a name resolves to and of the spelling, both made if they are new; <see cref="Index"/> comes after.</summary>
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
        var spelling = Resolve(connection, transaction, name);
        var (own, supplier, isNew) = FindOrAdd(connection, transaction, spelling.Id, spelling.StandsFor ?? name, sequence + 1);
        var key = connection.ExecuteScalar<long>(
            """
            INSERT INTO supplier_names (supplier_key, own_key, name, name_folded, spelling_id, rule_id, basis, evidence, stands_for, core)
            VALUES (@supplier, @own, @name, @folded, @SpellingId, @RuleId, @Basis, @Evidence, @StandsFor, @Core);
            SELECT last_insert_rowid();
            """,
            new
            {
                supplier,
                own,
                name,
                folded = Folding.Fold(name),
                spelling.SpellingId,
                spelling.RuleId,
                spelling.Basis,
                spelling.Evidence,
                spelling.StandsFor,
                spelling.Core,
            },
            transaction
        );
        if (!isNew)
        {
            SupplierSql.Rename(connection, transaction, [supplier]);
        }
        return (supplier, key);
    }

    /// <summary>Makes the spellings that have been added findable by their words.</summary>
    public static void Index(SqliteConnection connection, SqliteTransaction transaction) =>
        connection.Execute(
            """
            INSERT INTO supplier_text (rowid, name)
            SELECT key, name FROM supplier_names
            WHERE key > coalesce((SELECT rowid FROM supplier_text ORDER BY rowid DESC LIMIT 1), 0)
            ORDER BY key
            """,
            transaction: transaction
        );

    /// <summary>Resolves again the spellings an alias is, or was, about.</summary>
    public static void Renew(Writing writing, string alias)
    {
        var letters = SupplierNames.Letters(alias);
        Renew(
            writing,
            writing
                .Connection.Query<(long, string, long)>(
                    """
                    SELECT key, name, own_key FROM supplier_names WHERE spelling_id = @id
                    UNION
                    SELECT key, name, own_key FROM supplier_names WHERE rule_id = @id
                    """,
                    new { id = IdOf(letters) },
                    writing.Transaction
                )
                .AsList()
        );
    }

    /// <summary>Resolves every spelling again.</summary>
    public static void RenewAll(Writing writing) =>
        Renew(
            writing,
            writing
                .Connection.Query<(long, string, long)>("SELECT key, name, own_key FROM supplier_names", transaction: writing.Transaction)
                .AsList()
        );

    private static void Renew(Writing writing, IReadOnlyList<(long Key, string Name, long Own)> spellings)
    {
        var touched = new HashSet<long>();
        foreach (var (key, name, before) in spellings)
        {
            var spelling = Resolve(writing.Connection, writing.Transaction, name);
            var (own, _, _) = FindOrAdd(writing.Connection, writing.Transaction, spelling.Id, spelling.StandsFor ?? name, writing.Head);
            writing.Connection.Execute(
                """
                UPDATE supplier_names SET
                  own_key = @own, spelling_id = @SpellingId, rule_id = @RuleId, basis = @Basis, evidence = @Evidence,
                  stands_for = @StandsFor, core = @Core
                WHERE key = @key
                """,
                new
                {
                    key,
                    own,
                    spelling.SpellingId,
                    spelling.RuleId,
                    spelling.Basis,
                    spelling.Evidence,
                    spelling.StandsFor,
                    spelling.Core,
                },
                writing.Transaction
            );
            touched.UnionWith([before, own]);
        }
        SupplierMergeSql.Settle(writing, touched);
    }

    private static Spelling Resolve(SqliteConnection connection, SqliteTransaction transaction, string name)
    {
        var letters = SupplierNames.Letters(name);
        var reading = SupplierNames.Read(name);
        var spelling = new Spelling(IdOf(letters), IdOf(reading.Key), SupplierNames.Core(reading.Key));
        if (Alias(connection, transaction, letters, reading.Key) is not { } alias)
        {
            return spelling with { Basis = reading.Basis, Evidence = reading.Evidence };
        }
        return spelling with
        {
            Id = alias.IsAlone ? Identity.Of("supplier alone", letters) : IdOf(SupplierNames.Read(alias.Supplier!).Key),
            Basis = "curated",
            Evidence = alias.Evidence ?? (alias.IsAlone ? "Said to be nobody else." : $"Said to be {alias.Supplier}."),
            StandsFor = alias.IsAlone ? null : alias.Supplier,
        };
    }

    /// <summary>What is said of a spelling as it stands, else of what it is read as; that a name stands alone is said of it as it stands.</summary>
    private static SupplierAlias? Alias(SqliteConnection connection, SqliteTransaction transaction, string letters, string key) =>
        connection
            .Query<string>(
                """
                SELECT content FROM aliases
                WHERE name_folded IN (@letters, @key) AND withdrawn_sequence IS NULL
                ORDER BY name_folded <> @letters, id
                """,
                new { letters, key },
                transaction
            )
            .Select(RecordJson.Read<SupplierAlias>)
            .FirstOrDefault(alias => !alias.IsAlone || SupplierNames.Letters(alias.Alias!) == letters);

    /// <summary>The id of the supplier that a key of names makes.</summary>
    public static string IdOf(string key) => Identity.Of("supplier", key);

    /// <summary>Key of the supplier of an id, made if it is new, and of the one it has become.</summary>
    private static (long Own, long Supplier, bool IsNew) FindOrAdd(
        SqliteConnection connection,
        SqliteTransaction transaction,
        string id,
        string name,
        long sequence
    ) =>
        connection.QuerySingleOrDefault<(long, long, bool)?>(
            "SELECT key, coalesce(merged_key, key), false FROM suppliers WHERE id = @id",
            new { id },
            transaction
        )
        ?? connection.QuerySingle<(long, long, bool)>(
            """
            INSERT INTO suppliers (id, name, name_folded, created_sequence, changed_sequence)
            VALUES (@id, @name, @folded, @sequence, @sequence);
            SELECT last_insert_rowid(), last_insert_rowid(), true;
            """,
            new
            {
                id,
                name,
                folded = Folding.Name(name),
                sequence,
            },
            transaction
        );

    /// <summary>What a spelling comes to.</summary>
    private sealed record Spelling(string SpellingId, string RuleId, string Core)
    {
        public string Id { get; init; } = RuleId;
        public string Basis { get; init; } = "";
        public string Evidence { get; init; } = "";
        public string? StandsFor { get; init; }
    }
}
