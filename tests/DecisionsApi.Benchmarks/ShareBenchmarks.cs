using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Engines;
using DecisionsApi.Data;
using DecisionsApi.Expenditure;
using DecisionsApi.Importing;
using DecisionsApi.Tabular;
using Microsoft.Data.Sqlite;

namespace DecisionsApi.Benchmarks;

/// <summary>
/// What each part of an import costs a row, as a ratio to the whole: what the bytes are (hash, encoding, heading row, columns), the
/// splitting into cells, and what the rows mean. The rest of the whole is the work of the database.
/// </summary>
[SimpleJob(RunStrategy.Monitoring, warmupCount: 1, iterationCount: 5)]
public class ShareBenchmarks
{
    private const int Rows = 50_000;
    private string _path = "";
    private string _database = "";
    private TableFile _file = null!;
    private TableShape _shape = null!;

    [GlobalSetup]
    public void Write()
    {
        _path = SyntheticSpend.Write(Rows);
        _file = TableFile.Inspect(_path);
        _shape = _file.Detect(PaymentHeadings.Recognise)!;
    }

    [IterationSetup(Target = nameof(Import))]
    public void Begin()
    {
        _database = Path.Combine(Directory.CreateTempSubdirectory("decisions-bench-").FullName, "bench.db");
        Migrations.Apply(new Database(_database, TimeProvider.System));
    }

    [IterationCleanup(Target = nameof(Import))]
    public void End()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(Path.GetDirectoryName(_database)!, recursive: true);
    }

    [Benchmark(Baseline = true, OperationsPerInvoke = Rows)]
    public void Import()
    {
        var importer = new Importer(new Database(_database, TimeProvider.System), Api.Kinds, TimeProvider.System);
        if (importer.Import([_path], new() { Body = "bench" }, (_, _) => { }).Single().Rows?.Saved != Rows)
        {
            throw new InvalidOperationException("The import did not save every row.");
        }
    }

    /// <summary>Hash, kind, encoding, delimiter, heading row and columns.</summary>
    [Benchmark(OperationsPerInvoke = Rows)]
    public int Detect()
    {
        var file = TableFile.Inspect(_path);
        return Columns(file, file.Detect(PaymentHeadings.Recognise)!).Count;
    }

    /// <summary>Records and cells.</summary>
    [Benchmark(OperationsPerInvoke = Rows)]
    public int Parse()
    {
        using var records = _file.Open(_shape);
        var count = 0;
        while (records.Read())
        {
            count += records.Count;
        }
        return count;
    }

    /// <summary>Records and cells, and what they mean: days, amounts, withheld values, fingerprints, issues.</summary>
    [Benchmark(OperationsPerInvoke = Rows)]
    public int ParseAndUnderstand()
    {
        var columns = Columns(_file, _shape);
        var spilled = SpilledColumns.Of(_shape.Headings, _file.Sample(_shape));
        var tally = new PaymentTally(columns, []);
        var import = new PaymentImport(
            columns,
            spilled,
            new(new(DateOrder.DayFirst, ""), false, false, null),
            tally,
            "bench",
            ',',
            PivotGroups.None
        );
        using var records = _file.Open(_shape);
        var count = 0;
        while (records.Read())
        {
            count += import.Read(records) is RowOutcome.Understood<IncomingPayment> ? 1 : 0;
        }
        return count;
    }

    private static PaymentColumns Columns(TableFile file, TableShape shape) =>
        PaymentHeadings.Map(shape.Headings, new Dictionary<string, string>(), file.Sample(shape));
}
