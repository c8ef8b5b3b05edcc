using Dapper;
using DecisionsApi.Data;
using DecisionsApi.Querying;
using DecisionsApi.Records;
using DecisionsApi.Register;
using Microsoft.Data.Sqlite;

namespace DecisionsApi.Suppliers;

/// <summary>Every statement against the suppliers.</summary>
internal static class SupplierSql
{
    /// <summary>Columns of a list or single supplier; <see cref="From"/> makes the record of them.</summary>
    public const string Columns = $"""
        p.key AS key,
        p.id AS id,
        p.name AS name,
        p.payment_count AS payment_count,
        p.payment_pence AS payment_pence,
        (SELECT x.paid_on FROM payments x WHERE {Dated} ORDER BY x.day_id LIMIT 1) AS first_paid_on,
        (SELECT x.paid_on FROM payments x WHERE {Dated} ORDER BY x.day_id DESC LIMIT 1) AS last_paid_on,
        (SELECT count(DISTINCT c.contract_key)
         FROM contract_suppliers c
         JOIN contracts k ON k.key = c.contract_key
         WHERE c.supplier_key = p.key AND k.withdrawn_sequence IS NULL) AS contract_count
        """;

    private const string Dated =
        $"x.supplier_key = p.key AND x.day_id >= {DayId.Dated} AND x.withdrawn_sequence IS NULL AND x.kind <> 'reportedTotal'";

    public const string Tables = "FROM suppliers p";

    /// <summary>The keys of suppliers by id, ends before its operator; an id a supplier had before it was joined with another leads to that.</summary>
    public const string OfId = """
        SELECT coalesce(merged_key, key) FROM suppliers WHERE id
        """;

    /// <summary>The suppliers one of whose spellings matches a search.</summary>
    public static readonly string OfWords =
        $"p.key IN (SELECT supplier_key FROM supplier_names WHERE key IN ({FullText.Keys("supplier_text")}))";

    /// <summary>Where an id leads: the supplier's own row, or null.</summary>
    public static Row? Find(SqliteConnection connection, string id) =>
        KeyOf(connection, id) is { } key ? connection.QuerySingle<Row>($"SELECT {Columns} {Tables} WHERE p.key = @key", new { key }) : null;

    /// <summary>Where an id leads: the key of the supplier it is now, or null.</summary>
    public static long? KeyOf(SqliteConnection connection, string id) =>
        connection.ExecuteScalar<long?>(
            """
            SELECT coalesce(
              (SELECT coalesce(merged_key, key) FROM suppliers WHERE id = @id),
              (SELECT min(supplier_key) FROM supplier_names WHERE spelling_id = @id),
              (SELECT min(supplier_key) FROM supplier_names WHERE rule_id = @id))
            """,
            new { id }
        );

    /// <summary>Ids of the suppliers that spellings lead to.</summary>
    public static IReadOnlyDictionary<string, string> IdsOf(SqliteConnection connection, IReadOnlyCollection<string> names) =>
        connection
            .Query<(string Name, string Id)>(
                $"SELECT n.name, s.id FROM supplier_names n JOIN suppliers s ON s.key = n.supplier_key WHERE n.name {Many.In("names")}",
                new { names = Many.Of(names) }
            )
            .ToDictionary(found => found.Name, found => found.Id);

    /// <summary>Names that no payment and no contract has any more are forgotten, and suppliers without a name with them.</summary>
    public static void Forget(SqliteConnection connection, SqliteTransaction transaction)
    {
        var renamed = connection
            .Query<long>(
                """
                DELETE FROM supplier_names
                WHERE NOT EXISTS (
                    SELECT 1 FROM payments p WHERE p.supplier_key = supplier_names.supplier_key AND p.supplier_name_key = supplier_names.key)
                  AND NOT EXISTS (SELECT 1 FROM contract_suppliers c WHERE c.supplier_name_key = supplier_names.key)
                RETURNING supplier_key
                """,
                transaction: transaction
            )
            .ToHashSet();
        Rename(connection, transaction, renamed);
        connection.Execute($"DELETE FROM suppliers WHERE {Nameless}", transaction: transaction);
    }

    /// <summary>That no spelling makes a supplier or leads to it.</summary>
    public const string Nameless = """
        NOT EXISTS (SELECT 1 FROM supplier_names n WHERE n.supplier_key = suppliers.key)
        AND NOT EXISTS (SELECT 1 FROM supplier_names n WHERE n.own_key = suppliers.key)
        AND NOT EXISTS (SELECT 1 FROM suppliers m WHERE m.merged_key = suppliers.key)
        """;

    /// <summary>Makes the records of rows, each with its spellings and identifiers, in two further statements.</summary>
    public static IReadOnlyList<Supplier> From(SqliteConnection connection, IReadOnlyList<Row> rows)
    {
        var keys = rows.Select(row => row.Key).ToArray();
        var names = connection
            .Query<(long Supplier, string Name)>(
                "SELECT supplier_key, name FROM supplier_names WHERE supplier_key IN @keys ORDER BY supplier_key, name",
                new { keys }
            )
            .ToLookup(n => n.Supplier, n => n.Name);
        var identifiers = connection
            .Query<(long Supplier, string Scheme, string Id)>(
                """
                SELECT DISTINCT n.supplier_key, i.scheme, i.id
                FROM supplier_names n
                JOIN supplier_identifiers i ON i.supplier_name_key = n.key
                WHERE n.supplier_key IN @keys
                ORDER BY n.supplier_key, i.scheme, i.id
                """,
                new { keys }
            )
            .ToLookup(i => i.Supplier, i => new Identifier { Scheme = i.Scheme, Id = i.Id });
        return
        [
            .. rows.Select(row => new Supplier
            {
                Id = row.Id,
                Name = row.Name,
                NamesAsPublished = [.. names[row.Key]],
                Identifiers = [.. identifiers[row.Key]],
                PaymentCount = row.PaymentCount,
                SumAmount = Money.FromPence(row.PaymentPence),
                FirstPaidOn = row.FirstPaidOn,
                LastPaidOn = row.LastPaidOn,
                ContractCount = row.ContractCount,
            }),
        ];
    }

    /// <summary>How many spellings and identifiers a supplier has at most.</summary>
    public static IReadOnlyDictionary<string, int> LongestLists(SqliteConnection connection, IReadOnlyList<string> lists)
    {
        var (names, identifiers) = connection.QuerySingle<(long, long)>(
            """
            SELECT
              (SELECT coalesce(max(n), 0) FROM (SELECT count(*) AS n FROM supplier_names GROUP BY supplier_key)),
              (SELECT coalesce(max(n), 0)
               FROM (
                 SELECT count(DISTINCT i.scheme || ' ' || i.id) AS n
                 FROM supplier_identifiers i
                 JOIN supplier_names n ON n.key = i.supplier_name_key
                 GROUP BY n.supplier_key))
            """
        );
        return new Dictionary<string, int> { ["namesAsPublished"] = (int)names, ["identifiers"] = (int)identifiers };
    }

    /// <summary>Names suppliers by the best of their spellings: one without code or trade name, not all in capitals, the first of those.</summary>
    public static void Rename(SqliteConnection connection, SqliteTransaction transaction, IReadOnlyCollection<long> suppliers)
    {
        foreach (var supplier in suppliers)
        {
            var best = connection
                .Query<(string Name, string? Basis)>(
                    "SELECT coalesce(stands_for, name), basis FROM supplier_names WHERE supplier_key = @supplier",
                    new { supplier },
                    transaction
                )
                .OrderBy(spelling => spelling.Basis is "rule:code" or "rule:tradingAs" or "rule:entities" or "curated")
                .ThenBy(spelling => !spelling.Name.Any(char.IsLower))
                .ThenBy(spelling => spelling.Name, StringComparer.Ordinal)
                .Select(spelling => spelling.Name)
                .FirstOrDefault();
            if (best is not null)
            {
                connection.Execute(
                    "UPDATE suppliers SET name = @best, name_folded = @folded WHERE key = @supplier AND name <> @best",
                    new
                    {
                        supplier,
                        best,
                        folded = Folding.Name(best),
                    },
                    transaction
                );
            }
        }
    }

    /// <summary>A supplier as stored.</summary>
    internal sealed record Row : IListed
    {
        public required long Key { get; init; }
        public required string Id { get; init; }
        public required string Name { get; init; }
        public required long PaymentCount { get; init; }
        public required long PaymentPence { get; init; }
        public DateOnly? FirstPaidOn { get; init; }
        public DateOnly? LastPaidOn { get; init; }
        public required long ContractCount { get; init; }
        public string? SortValue { get; init; }
    }
}
