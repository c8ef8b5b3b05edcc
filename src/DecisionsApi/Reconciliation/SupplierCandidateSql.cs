using System.Text.Json;
using Dapper;
using DecisionsApi.Data;
using DecisionsApi.Suppliers;
using Microsoft.Data.Sqlite;

namespace DecisionsApi.Reconciliation;

/// <summary>The statements that find suppliers a name may mean.</summary>
internal static class SupplierCandidateSql
{
    // Beginnings long enough to be a word of the name, short enough to bear a slip behind them.
    private const int Beginning = 5;
    private const int MostNear = 400;
    private const int MostOfWords = 200;
    private const int MostBeginning = 200;

    private static readonly TextIndex Text = new("supplier_text", "name", "name", "1.0");

    /// <summary>Suppliers with exactly this spelling, else those with one that the rules of names say is the same.</summary>
    public static IReadOnlyList<long> OfName(SqliteConnection connection, QueryName name)
    {
        var spelled = Keys("spelling_id", SupplierResolutionSql.IdOf(name.Letters));
        return spelled.Count > 0 ? spelled : Keys("rule_id", SupplierResolutionSql.IdOf(name.Key));

        List<long> Keys(string column, string id) =>
            connection.Query<long>($"SELECT DISTINCT supplier_key FROM supplier_names WHERE {column} = @id", new { id }).AsList();
    }

    /// <summary>Suppliers with whom contracts give an identifier.</summary>
    public static IReadOnlyList<long> OfIdentifier(SqliteConnection connection, string scheme, string id) =>
        connection
            .Query<long>(
                """
                SELECT DISTINCT n.supplier_key
                FROM supplier_identifiers i
                JOIN supplier_names n ON n.key = i.supplier_name_key
                WHERE i.scheme = @scheme AND i.id = @id
                """,
                new { scheme, id }
            )
            .AsList();

    /// <summary>Spellings that begin as a name does, or have its rarer words.</summary>
    public static IEnumerable<Spelling> Near(SqliteConnection connection, QueryName name)
    {
        var first = name.Core[..Math.Min(Beginning, name.Core.Length)];
        var near = connection.Query<Spelling>(
            $"SELECT key, supplier_key, name, core FROM supplier_names WHERE core >= @first AND core < @last LIMIT {MostNear}",
            new { first, last = first + "\uFFFF" }
        );
        return first.Length == 0 ? OfWords(connection, name) : near.Concat(OfWords(connection, name)).DistinctBy(spelling => spelling.Key);
    }

    private static IEnumerable<Spelling> OfWords(SqliteConnection connection, QueryName name)
    {
        var words = name.Words.Where(word => word.All(char.IsLetterOrDigit)).Take(FullText.MaxTerms).ToList();
        var known = TextIndex.Known(connection, [Text], words, MostOfWords + 1).ToList();
        var rare = known.Where(word => word.Count <= MostOfWords).Select(word => word.Word).ToList();
        if (known.Count == 0 || (rare.Count == 0 && known.Count < words.Count))
        {
            return [];
        }
        // One rare word is enough of a hint; common ones only say something together.
        var q =
            rare.Count > 0
                ? string.Join(" OR ", rare.Select(word => new SearchTerm(word, false).Expression))
                : string.Join(' ', words.Select(word => new SearchTerm(word, false).Expression));
        return connection.Query<Spelling>(
            $"""
            SELECT n.key, n.supplier_key, n.name, n.core
            FROM ({FullText.Keys("supplier_text")} LIMIT {MostOfWords}) t
            JOIN supplier_names n ON n.key = t.rowid
            """,
            new { q }
        );
    }

    /// <summary>Suppliers one of whose spellings begins with some letters, or has words that do.</summary>
    public static IReadOnlyList<long> OfBeginning(SqliteConnection connection, string folded, string? q)
    {
        var begin = connection.Query<long>(
            $"SELECT supplier_key FROM supplier_names WHERE name_folded >= @folded AND name_folded < @last LIMIT {MostBeginning}",
            new { folded, last = folded + "\uFFFF" }
        );
        var have = q is null
            ? []
            : connection.Query<long>(
                $"SELECT supplier_key FROM supplier_names WHERE key IN ({FullText.Keys("supplier_text")} LIMIT {MostBeginning})",
                new { q }
            );
        return [.. begin.Concat(have).Distinct()];
    }

    /// <summary>What is shown of suppliers, by key.</summary>
    public static IReadOnlyDictionary<long, Row> Show(SqliteConnection connection, IReadOnlyCollection<long> keys) =>
        connection
            .Query<Row>(
                $"""
                SELECT s.key, s.id, s.name, s.payment_count, s.payment_pence
                FROM {TextIndex.Keys("@keys")} k
                JOIN suppliers s ON s.key = k.value
                WHERE s.withdrawn_sequence IS NULL
                """,
                new { keys = JsonSerializer.Serialize(keys) }
            )
            .ToDictionary(row => row.Key);

    /// <summary>The records of suppliers, by key.</summary>
    public static IReadOnlyDictionary<long, Supplier> Records(SqliteConnection connection, IReadOnlyCollection<long> keys)
    {
        var rows = connection
            .Query<SupplierSql.Row>(
                $"SELECT {SupplierSql.Columns} FROM {TextIndex.Keys("@keys")} k JOIN suppliers p ON p.key = k.value",
                new { keys = JsonSerializer.Serialize(keys) }
            )
            .AsList();
        return rows.Zip(SupplierSql.From(connection, rows)).ToDictionary(pair => pair.First.Key, pair => pair.Second);
    }

    /// <summary>The bodies that paid suppliers.</summary>
    public static IEnumerable<(long Supplier, string Id, string Name)> Bodies(
        SqliteConnection connection,
        IReadOnlyCollection<long> keys
    ) =>
        connection.Query<(long, string, string)>(
            $"""
            SELECT DISTINCT p.supplier_key, b.id, b.name
            FROM {TextIndex.Keys("@keys")} k
            JOIN payments p ON p.supplier_key = k.value
            JOIN bodies b ON b.key = p.body_key
            WHERE p.withdrawn_sequence IS NULL AND p.kind <> 'reportedTotal'
            ORDER BY b.id
            """,
            new { keys = JsonSerializer.Serialize(keys) }
        );

    /// <summary>A spelling that may be near.</summary>
    internal sealed record Spelling
    {
        public required long Key { get; init; }
        public required long SupplierKey { get; init; }
        public required string Name { get; init; }
        public string? Core { get; init; }
    }

    /// <summary>What is shown of a supplier.</summary>
    internal sealed record Row
    {
        public required long Key { get; init; }
        public required string Id { get; init; }
        public required string Name { get; init; }
        public required long PaymentCount { get; init; }
        public required long PaymentPence { get; init; }
    }
}
