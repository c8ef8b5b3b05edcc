using BenchmarkDotNet.Attributes;
using DecisionsApi.Data;
using DecisionsApi.Importing;
using DecisionsApi.Querying;
using DecisionsApi.Search;
using Microsoft.Data.Sqlite;

namespace DecisionsApi.Benchmarks;

/// <summary>What a search for the commonest word costs, as a ratio to one for a rare word.</summary>
public class SearchBenchmarks
{
    private const int Rows = 1_000_000;
    private string _folder = "";
    private Searcher _searcher = null!;

    [GlobalSetup]
    public void Import()
    {
        _folder = Directory.CreateTempSubdirectory("decisions-bench-").FullName;
        var database = new Database(Path.Combine(_folder, "bench.db"), TimeProvider.System);
        Migrations.Apply(database);
        var importer = new Importer(database, Api.Kinds, TimeProvider.System);
        if (importer.Import([SyntheticSpend.Write(Rows)], new() { Body = "bench" }, (_, _) => { }).Single().Rows?.Saved != Rows)
        {
            throw new InvalidOperationException("The import did not save every row.");
        }
        _searcher = new(new Reader(database, QueryBudget.Unlimited));
    }

    [GlobalCleanup]
    public void Remove()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    [Benchmark(Baseline = true)]
    public int RareWord() => Find("1999");

    [Benchmark]
    public int CommonestWord() => Find("ltd");

    [Benchmark]
    public int RareAndCommonest() => Find("1999 ltd");

    [Benchmark]
    public int CommonestBeginning() => Find("syn*");

    private int Find(string q) => _searcher.Find(SearchQuery.Of(q, null)!, [], null, 20, CancellationToken.None).Hits.Count;
}
