using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Engines;
using DecisionsApi.Data;
using DecisionsApi.Importing;
using DecisionsApi.Tabular;
using Microsoft.Data.Sqlite;

namespace DecisionsApi.Benchmarks;

/// <summary>What an import costs, as a ratio to putting the same cells into a bare table of the same engine with one transaction.</summary>
[SimpleJob(RunStrategy.Monitoring, warmupCount: 1, iterationCount: 5)]
public class ImportBenchmarks
{
    private const int Rows = 100_000;
    private string _file = "";
    private string _database = "";

    [GlobalSetup]
    public void Write() => _file = SyntheticSpend.Write(Rows);

    [IterationSetup]
    public void Begin() => _database = Path.Combine(Directory.CreateTempSubdirectory("decisions-bench-").FullName, "bench.db");

    [IterationCleanup]
    public void End()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(Path.GetDirectoryName(_database)!, recursive: true);
    }

    [Benchmark(Baseline = true)]
    public void BareTable()
    {
        using var connection = new Database(_database, TimeProvider.System).Write();
        using var transaction = connection.BeginTransaction();
        using (var create = connection.CreateCommand())
        {
            create.CommandText = "CREATE TABLE bare (a TEXT, b TEXT, c TEXT, d TEXT, e TEXT, f TEXT, g TEXT)";
            create.ExecuteNonQuery();
        }
        using (var insert = new BulkInsert(connection, "bare", "a, b, c, d, e, f, g"))
        using (var records = new RecordReader(new StreamReader(_file), ','))
        {
            while (records.Read())
            {
                insert.Add(records[0], records[1], records[2], records[3], records[4], records[5], records[6]);
            }
        }
        transaction.Commit();
    }

    [Benchmark]
    public void Import()
    {
        var database = new Database(_database, TimeProvider.System);
        Migrations.Apply(database);
        var importer = new Importer(database, Api.Kinds, TimeProvider.System);
        if (importer.Import([_file], new() { Body = "bench" }, (_, _) => { }).Single().Rows?.Saved != Rows)
        {
            throw new InvalidOperationException("The import did not save every row.");
        }
    }
}
