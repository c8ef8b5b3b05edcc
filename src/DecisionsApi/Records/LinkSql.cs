using Dapper;
using DecisionsApi.Data;
using DecisionsApi.Querying;
using Microsoft.Data.Sqlite;

namespace DecisionsApi.Records;

/// <summary>The statements that keep and read links.</summary>
internal static class LinkSql
{
    public const int MostOfOneRecord = 100;
    private static readonly (string Resource, string Table, string Text)[] Searched =
    [
        ("decisions", "decisions", "decision_text"),
        ("contracts", "contracts", "contract_text"),
        ("programmes", "programmes", "programme_text"),
        ("bodies", "bodies", "body_text"),
        ("expenditure", "payments", "payment_text"),
    ];
    private static readonly string[] Titled = ["bodies", "contracts", "decisions", "programmes"];

    /// <summary>Puts the links a record states in the place of those it stated before.</summary>
    public static void Replace(
        Writing writing,
        string resource,
        string id,
        IReadOnlyList<Provenance> provenance,
        IEnumerable<StatedLink> links
    )
    {
        writing.Connection.Execute(
            "DELETE FROM links WHERE from_resource = @resource AND from_id = @id",
            new { resource, id },
            writing.Transaction
        );
        // Whoever names what a record rests on has put it together; otherwise its publisher states it.
        var basis = provenance.Count > 0 ? "curated" : "stated";
        var page = provenance.Count > 0 ? Page(provenance[0]) : null;
        foreach (var link in links.Where(link => link.Id is not null))
        {
            writing.Connection.Execute(
                """
                INSERT OR IGNORE INTO links (from_resource, from_id, relation, to_resource, to_id, basis, evidence)
                VALUES (@fromResource, @fromId, @Relation, @Resource, @Id, @basis, @evidence)
                """,
                new
                {
                    fromResource = resource,
                    fromId = id,
                    link.Relation,
                    link.Resource,
                    link.Id,
                    basis,
                    evidence = Join(link.Evidence, page),
                },
                writing.Transaction
            );
        }
    }

    /// <summary>Whether a record has links: most have none, and to ask is dearer than to look.</summary>
    public static string Exist(string resource, string id) =>
        $"""
            EXISTS (SELECT 1 FROM links WHERE from_resource = '{resource}' AND from_id = {id})
              OR EXISTS (SELECT 1 FROM links WHERE to_resource = '{resource}' AND to_id = {id})
            """;

    /// <summary>The links of some records of a resource, in both directions, with the titles of both ends; payments are left out.</summary>
    public static ILookup<string, RecordLink> Of(SqliteConnection connection, string resource, IReadOnlyCollection<string> ids)
    {
        var links = connection
            .Query<Row>(
                $"""
                SELECT * FROM (
                  SELECT l.*, row_number() OVER (PARTITION BY owner ORDER BY from_resource, relation, from_id, to_id) AS number
                  FROM (
                    SELECT from_id AS owner, from_resource, from_id, relation, to_resource, to_id, basis, evidence, confidence
                    FROM links
                    WHERE from_resource = @resource AND from_id {Many.In("ids")}
                    UNION ALL
                    SELECT to_id AS owner, from_resource, from_id, relation, to_resource, to_id, basis, evidence, confidence
                    FROM links
                    WHERE to_resource = @resource AND to_id {Many.In("ids")} AND from_resource <> 'expenditure'
                  ) l
                )
                WHERE number <= {MostOfOneRecord}
                """,
                new { resource, ids = Many.Of(ids) }
            )
            .AsList();
        return links.Zip(From(connection, links)).ToLookup(pair => pair.First.Owner!, pair => pair.Second);
    }

    /// <summary>Columns of a list of links.</summary>
    public const string Columns = """
        p.from_resource AS from_resource, p.from_id AS from_id, p.relation AS relation, p.to_resource AS to_resource, p.to_id AS to_id,
        p.basis AS basis, p.evidence AS evidence, p.confidence AS confidence
        """;

    /// <summary>The links with one of some records at either end; the indexes want to know of which resource an id may be.</summary>
    public static string OfRecord(IEnumerable<string> resources)
    {
        var any = string.Join(", ", resources.Select(resource => $"'{resource}'"));
        return $"""
            p.id IN (
              SELECT id FROM links WHERE from_resource IN ({any}) AND from_id IN @record
              UNION ALL
              SELECT id FROM links WHERE to_resource IN ({any}) AND to_id IN @record)
            """;
    }

    /// <summary>The links of which a record at either end matches a search in its own list.</summary>
    public static readonly string OfWords = $"""
        p.id IN (
          {string.Join("\n  UNION ALL\n  ", Searched.SelectMany(end => new[] { Matching(end, "from"), Matching(end, "to") }))})
        """;

    private static string Matching((string Resource, string Table, string Text) end, string side) =>
        $"""
            SELECT l.id
            FROM ({FullText.Keys(end.Text)}) k
            CROSS JOIN {end.Table} r ON r.key = k.rowid
            CROSS JOIN links l ON l.{side}_resource = '{end.Resource}' AND l.{side}_id = r.id
            WHERE r.withdrawn_sequence IS NULL
            """;

    /// <summary>The payments that stated links and rules join to one of some records, as a condition with those records as its parameter.</summary>
    /// <param name="column">Column of payments with what is stated.</param>
    /// <param name="resource">The list the records are of.</param>
    /// <param name="name">The parameter.</param>
    public static string OfPaymentsOf(string column, string resource, string name) =>
        $"""
            p.key IN (
              SELECT x.key FROM payments x WHERE x.{column} IN @{name}
              UNION ALL
              SELECT x.key
              FROM links l
              CROSS JOIN payments x ON x.id = l.from_id
              WHERE l.to_resource = '{resource}' AND l.to_id IN @{name} AND l.from_resource = 'expenditure')
            """;

    /// <summary>The record a payment is joined to: the one it states, else the one a rule finds, of which there is one at most.</summary>
    public static string OfPayment(string column, string resource) =>
        $"""
            coalesce(p.{column}, (
              SELECT l.to_id FROM links l WHERE l.from_resource = 'expenditure' AND l.from_id = p.id AND l.to_resource = '{resource}'))
            """;

    /// <summary>Makes links of rows, with the titles of both ends, in a bounded number of further statements.</summary>
    public static IReadOnlyList<RecordLink> From(SqliteConnection connection, IReadOnlyList<Row> rows)
    {
        var titles = TitlesOf(connection, rows);
        RecordReference End(string of, string id) =>
            new()
            {
                Resource = of,
                Id = id,
                Title = titles.GetValueOrDefault((of, id)),
            };
        return
        [
            .. rows.Select(row => new RecordLink
            {
                From = End(row.FromResource, row.FromId),
                Relation = row.Relation,
                To = End(row.ToResource, row.ToId),
                Basis = row.Basis,
                Evidence = row.Evidence,
                Confidence = row.Confidence / 100m,
            }),
        ];
    }

    /// <summary>Ids of the records of another resource that some records are linked with, by record; of each <paramref name="most"/> at most.</summary>
    public static ILookup<string, string> Others(
        SqliteConnection connection,
        string resource,
        IReadOnlyCollection<string> ids,
        string other,
        int most = MostOfOneRecord
    ) =>
        connection
            .Query<(string Owner, string Other)>(
                $"""
                SELECT owner, other FROM (
                  SELECT l.*, row_number() OVER (PARTITION BY owner ORDER BY other) AS number
                  FROM (
                    SELECT from_id AS owner, to_id AS other FROM links
                    WHERE from_resource = @resource AND from_id {Many.In("ids")} AND to_resource = @other
                    UNION
                    SELECT to_id AS owner, from_id AS other FROM links
                    WHERE to_resource = @resource AND to_id {Many.In("ids")} AND from_resource = @other
                  ) l
                )
                WHERE number <= @most
                """,
                new
                {
                    resource,
                    ids = Many.Of(ids),
                    other,
                    most,
                }
            )
            .ToLookup(l => l.Owner, l => l.Other);

    private static Dictionary<(string, string), string> TitlesOf(SqliteConnection connection, IReadOnlyList<Row> links)
    {
        var ends = links
            .SelectMany(l => new[] { (l.FromResource, l.FromId), (l.ToResource, l.ToId) })
            .Distinct()
            .ToLookup(e => e.Item1, e => e.Item2);
        return Titled
            .Where(ends.Contains)
            .SelectMany(resource =>
                connection
                    .Query<(string Id, string Title)>(
                        $"SELECT id, title FROM {resource} WHERE id {Many.In("ids")} AND withdrawn_sequence IS NULL",
                        new { ids = Many.Of(ends[resource]) }
                    )
                    .Select(found => (Key: (resource, found.Id), found.Title))
            )
            .ToDictionary(found => found.Key, found => found.Title);
    }

    private static string? Join(params string?[] texts) => string.Join(' ', texts.OfType<string>()) is { Length: > 0 } text ? text : null;

    private static string Page(Provenance page) =>
        $"[{string.Join(", ", new[] { page.Title, page.Publisher, page.Url }.OfType<string>())}]";

    /// <summary>A link as stored.</summary>
    internal sealed record Row : IListed
    {
        public string? Owner { get; init; }
        public string Id => $"{FromId}-{Relation}-{ToId}";
        public string? SortValue { get; init; }
        public required string FromResource { get; init; }
        public required string FromId { get; init; }
        public required string Relation { get; init; }
        public required string ToResource { get; init; }
        public required string ToId { get; init; }
        public required string Basis { get; init; }
        public string? Evidence { get; init; }
        public required int Confidence { get; init; }
    }
}
