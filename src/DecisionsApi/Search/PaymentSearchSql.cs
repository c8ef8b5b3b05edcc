using System.Text.Json;
using Dapper;
using DecisionsApi.Data;
using DecisionsApi.Querying;
using DecisionsApi.Register;
using Microsoft.Data.Sqlite;

namespace DecisionsApi.Search;

/// <summary>Finds payments, those of one body to one supplier for one purpose and category as one.</summary>
internal sealed class PaymentSearchSql : SearchType
{
    // The stored groups keep spellings of a supplier and of a category apart; a hit does not. By outer joins the engine looks up no more than is asked for.
    private const string Tables = """
        JOIN payment_groups g ON g.key = k.value
        LEFT JOIN bodies b ON b.key = g.body_key
        LEFT JOIN supplier_names n ON n.key = g.supplier_name_key
        LEFT JOIN suppliers s ON s.key = n.supplier_key
        LEFT JOIN terms c ON c.key = g.category_key
        """;

    // What a group comes to is kept as it is now; whether it was there, its oldest payment tells.
    private const string Then = "WHERE EXISTS (SELECT 1 FROM payments p WHERE p.group_key = g.key AND p.created_sequence <= @Sequence)";

    /// <summary>With more groups than this in their names, words are so frequent there that the newest are soon found one by one.</summary>
    private const int MostNamed = 10_000;

    public override string Name => "expenditure";

    public override TextIndex Index { get; } = new("payment_group_text", "supplier", "supplier purpose category", "2.0, 1.0, 1.0, 0.0");

    public override Found Find(SqliteConnection connection, SearchQuery query, Moment moment)
    {
        var within = query.Bodies.Count == 0 ? null : TextIndex.OfBodies(query.Bodies);
        var matches = Index.Find(connection, query.Text, within, null, new { }, (text, limit) => Named(connection, query, text, limit));
        var groups = connection.Query<Group>(
            $"""
            SELECT g.key AS key, n.supplier_key AS supplier, g.purpose_folded AS purpose, c.folded AS category, g.body_key AS body, g.payments AS payments
            FROM {TextIndex.Keys("@keys")} k
            {Tables}
            {(moment.IsNow ? "" : Then)}
            """,
            new { keys = JsonSerializer.Serialize(matches.Ranks.Keys), moment.Sequence }
        );
        var finds = groups
            .GroupBy(group => (group.Supplier, group.Purpose, group.Category, group.Body))
            .Select(alike => new Find(
                alike.Min(group => group.Key),
                IsExact: false,
                alike.Max(group => matches.Ranks[group.Key]),
                alike.Sum(group => group.Payments)
            ));
        return new([.. finds], matches.IsComplete);
    }

    /// <summary>
    /// The newest groups that have the words in the name of their supplier, by the index of names, which is small; null where they are
    /// many, or where words are unwanted, of which that index does not know all.
    /// </summary>
    private static IEnumerable<long>? Named(SqliteConnection connection, SearchQuery query, SearchText text, int limit)
    {
        var ofThem = query.Bodies.Count == 0 ? "" : "AND g.body_key IN (SELECT b.key FROM bodies b WHERE b.id IN @Bodies)";
        var groups = $"""
            SELECT g.key
            FROM ({FullText.Keys("supplier_text")}) n
            CROSS JOIN payment_groups g ON g.supplier_name_key = n.rowid
            WHERE g.payments > 0 {ofThem}
            """;
        var values = new { q = text.All, query.Bodies };
        return connection.ExecuteScalar<long>($"SELECT count(*) FROM ({groups} LIMIT {MostNamed + 1})", values) switch
        {
            0 => [],
            <= MostNamed when text.Unwanted.Count == 0 => connection.Query<long>($"{groups} ORDER BY g.key DESC LIMIT {limit}", values),
            _ => null,
        };
    }

    public override IReadOnlyDictionary<long, SearchHit> Show(
        SqliteConnection connection,
        SearchQuery query,
        IReadOnlyCollection<long> keys
    ) =>
        connection
            .Query<Row>(
                $"""
                SELECT g.key AS key, b.id AS body, s.id AS supplier_id, s.name AS supplier_name, n.name AS spelling, g.purpose AS purpose,
                  g.purpose_folded AS purpose_folded, c.text AS category, c.folded AS category_folded,
                  sum(o.payments) AS payments, sum(o.pence) AS pence, max(o.last_on) AS last_on
                FROM {TextIndex.Keys("@keys")} k
                {Tables}
                JOIN payment_groups o ON o.purpose_folded = g.purpose_folded AND o.body_key = g.body_key
                  AND o.supplier_name_key IN (
                    SELECT a.key FROM supplier_names a WHERE a.supplier_key = n.supplier_key UNION ALL SELECT 0 WHERE n.key IS NULL)
                  AND o.category_key IN (SELECT t.key FROM terms t WHERE t.folded = c.folded UNION ALL SELECT 0 WHERE c.key IS NULL)
                GROUP BY g.key
                """,
                new { keys = JsonSerializer.Serialize(keys) }
            )
            .ToDictionary(row => row.Key, row => Hit(query, row));

    private static SearchHit Hit(SearchQuery query, Row row)
    {
        var what = string.Join("\n", new[] { row.Spelling, row.Purpose, row.Category }.OfType<string>().Distinct());
        return new()
        {
            Type = "expenditure",
            Id = Identity.Of("payments", row.Body, row.SupplierId ?? "", row.PurposeFolded, row.CategoryFolded ?? ""),
            Url =
                $"/v1/expenditure?body={Uri.EscapeDataString(row.Body)}&supplier={row.SupplierId}"
                + $"&purpose={Uri.EscapeDataString(row.PurposeFolded)}&category={Uri.EscapeDataString(row.CategoryFolded ?? "")}",
            Title = row.SupplierName,
            Snippet = Snippet.Of(query.Text, what) ?? Snippet.Beginning(what),
            Body = row.Body,
            Date = row.LastOn,
            Count = row.Payments,
            Amount = Money.FromPence(row.Pence),
            Score = 0,
        };
    }

    private sealed record Group
    {
        public required long Key { get; init; }
        public long? Supplier { get; init; }
        public required string Purpose { get; init; }
        public string? Category { get; init; }
        public required long Body { get; init; }
        public required long Payments { get; init; }
    }

    private sealed record Row
    {
        public required long Key { get; init; }
        public required string Body { get; init; }
        public string? SupplierId { get; init; }
        public string? SupplierName { get; init; }
        public string? Spelling { get; init; }
        public string? Purpose { get; init; }
        public required string PurposeFolded { get; init; }
        public string? Category { get; init; }
        public string? CategoryFolded { get; init; }
        public required long Payments { get; init; }
        public required long Pence { get; init; }
        public DateOnly? LastOn { get; init; }
    }
}
