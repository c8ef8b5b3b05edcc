using Dapper;
using DecisionsApi.Register;
using Microsoft.Data.Sqlite;

namespace DecisionsApi.Suppliers;

/// <summary>Finds suppliers that may be the same: by an index of names without legal form and spaces, and by shared identifiers.</summary>
internal static class SimilarSupplierSql
{
    public const int Most = 50;
    private const int Candidates = 500;

    // Beginnings long enough to be a word of the name, short enough to bear a slip behind them.
    private const int Beginning = 5;
    private const decimal Alike = 0.75m;
    private const decimal SameCore = 0.95m;
    private const decimal SameIdentifier = 0.9m;

    /// <summary>Suppliers that may be the same as one, the likeliest first.</summary>
    public static IReadOnlyList<SimilarSupplier> Find(SqliteConnection connection, long supplier)
    {
        var cores = connection
            .Query<string>("SELECT DISTINCT core FROM supplier_names WHERE supplier_key = @supplier", new { supplier })
            .Where(core => core.Length > 0)
            .ToHashSet();
        var found = cores
            .SelectMany(core => ByName(connection, supplier, core))
            .Concat(ByIdentifier(connection, supplier))
            .GroupBy(candidate => candidate.Id)
            .Select(same => same.MaxBy(candidate => candidate.Score)!)
            .Where(candidate => candidate.Score >= Alike);
        return [.. found.OrderByDescending(s => s.Score).ThenBy(s => s.Id, StringComparer.Ordinal).Take(Most)];
    }

    private static IEnumerable<SimilarSupplier> ByName(SqliteConnection connection, long supplier, string core)
    {
        var pairs = new LetterPairs(core);
        return connection
            .Query<Row>(
                $"""
                SELECT DISTINCT n.core, s.id, s.name, s.payment_count, s.payment_pence
                FROM supplier_names n
                JOIN suppliers s ON s.key = n.supplier_key
                WHERE n.core >= @first AND n.core < @last AND n.supplier_key <> @supplier
                LIMIT {Candidates}
                """,
                new
                {
                    supplier,
                    first = core[..Math.Min(Beginning, core.Length)],
                    last = core[..Math.Min(Beginning, core.Length)] + "\uFFFF",
                }
            )
            .Select(row =>
                row.Core == core
                    ? row.As(SameCore, "legalForm", "Equal but for the legal form, spaces and an article.")
                    : row.As(pairs.LikenessTo(new(row.Core!)), "name", $"Much of the name is the same as in {row.Name}.")
            );
    }

    private static IEnumerable<SimilarSupplier> ByIdentifier(SqliteConnection connection, long supplier) =>
        connection
            .Query<Row>(
                $"""
                SELECT DISTINCT i.scheme || '-' || i.id AS identifier, s.id, s.name, s.payment_count, s.payment_pence
                FROM supplier_names mine
                JOIN supplier_identifiers i ON i.supplier_name_key = mine.key
                JOIN supplier_identifiers o ON o.scheme = i.scheme AND o.id = i.id
                JOIN supplier_names n ON n.key = o.supplier_name_key
                JOIN suppliers s ON s.key = n.supplier_key
                WHERE mine.supplier_key = @supplier AND n.supplier_key <> @supplier
                LIMIT {Candidates}
                """,
                new { supplier }
            )
            .Select(row => row.As(SameIdentifier, "identifier", $"Contracts give {row.Identifier} with both."));

    private sealed record Row
    {
        public string? Core { get; init; }
        public string? Identifier { get; init; }
        public required string Id { get; init; }
        public required string Name { get; init; }
        public required long PaymentCount { get; init; }
        public required long PaymentPence { get; init; }

        public SimilarSupplier As(decimal score, string basis, string evidence) =>
            new()
            {
                Id = Id,
                Name = Name,
                Score = score,
                Basis = basis,
                Evidence = evidence,
                PaymentCount = PaymentCount,
                SumAmount = Money.FromPence(PaymentPence),
            };
    }
}
