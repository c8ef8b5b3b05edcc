using System.Text.Json;
using Dapper;
using DecisionsApi.Data;
using DecisionsApi.Querying;
using DecisionsApi.Suppliers;
using Microsoft.Data.Sqlite;

namespace DecisionsApi.Search;

/// <summary>Finds suppliers by any spelling of their names.</summary>
internal sealed class SupplierSearchSql : SearchType
{
    private const int MostOfOneName = 20;

    public override string Name => "suppliers";

    public override TextIndex Index { get; } = new("supplier_text", "name", "name", "1.0");

    public override Found Find(SqliteConnection connection, SearchQuery query, Moment moment)
    {
        if (query.Bodies.Count > 0)
        {
            return Found.Nothing;
        }
        var listed = moment.AsOf(SupplierList.Definition.Subject, new Where(), ordered: true);
        var keys = moment.IsNow ? null : $"SELECT n.key FROM supplier_names n JOIN suppliers p ON p.key = n.supplier_key {listed}";
        var matches = Index.Find(connection, query.Text, null, keys, listed.Parameters);
        var exact = connection
            .Query<long>($"SELECT n.key FROM supplier_names n WHERE n.name_folded = @Folded LIMIT {MostOfOneName}", new { query.Folded })
            .ToHashSet();
        listed.Parameters.Add("keys", JsonSerializer.Serialize(matches.Ranks.Keys.Union(exact)));
        var spellings = connection.Query<(long Name, long Supplier, long Payments)>(
            $"""
            SELECT n.key, p.key, p.payment_count
            FROM {TextIndex.Keys("@keys")} k
            JOIN supplier_names n ON n.key = k.value
            JOIN suppliers p ON p.key = n.supplier_key
            {listed}
            """,
            listed.Parameters
        );
        var finds = spellings
            .GroupBy(spelling => spelling.Supplier)
            .Select(supplier => new Find(
                supplier.Key,
                supplier.Any(spelling => exact.Contains(spelling.Name)),
                supplier.Max(spelling => matches.Ranks.GetValueOrDefault(spelling.Name)),
                supplier.First().Payments
            ));
        return new([.. finds], matches.IsComplete);
    }

    public override IReadOnlyDictionary<long, SearchHit> Show(
        SqliteConnection connection,
        SearchQuery query,
        IReadOnlyCollection<long> keys
    )
    {
        var rows = connection
            .Query<SupplierSql.Row>(
                $"SELECT {SupplierSql.Columns} FROM {TextIndex.Keys("@keys")} k JOIN suppliers p ON p.key = k.value",
                new { keys = JsonSerializer.Serialize(keys) }
            )
            .AsList();
        return rows.Zip(SupplierSql.From(connection, rows)).ToDictionary(pair => pair.First.Key, pair => Hit(query, pair.Second));
    }

    private static SearchHit Hit(SearchQuery query, Supplier supplier)
    {
        var names = string.Join("\n", supplier.NamesAsPublished);
        return new()
        {
            Type = "suppliers",
            Id = supplier.Id,
            Url = $"/v1/suppliers/{supplier.Id}",
            Title = supplier.Name,
            Snippet = Snippet.Of(query.Text, names) ?? Snippet.Beginning(names),
            Count = supplier.PaymentCount,
            Amount = supplier.SumAmount,
            Score = 0,
        };
    }
}
