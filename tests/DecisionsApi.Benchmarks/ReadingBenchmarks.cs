using BenchmarkDotNet.Attributes;
using DecisionsApi.Expenditure;
using DecisionsApi.Importing;
using DecisionsApi.Tabular;

namespace DecisionsApi.Benchmarks;

/// <summary>What reading a file costs, as a ratio to reading its lines and doing nothing with them.</summary>
[MemoryDiagnoser]
public class ReadingBenchmarks
{
    private const int Rows = 100_000;
    private TableFile _file = null!;
    private TableShape _shape = null!;

    [GlobalSetup]
    public void Write()
    {
        _file = TableFile.Inspect(SyntheticSpend.Write(Rows));
        _shape = _file.Detect(PaymentHeadings.Recognise)!;
    }

    [Benchmark(Baseline = true)]
    public int Lines()
    {
        using var text = new StreamReader(_file.Path);
        var count = 0;
        while (text.ReadLine() is not null)
        {
            count++;
        }
        return count;
    }

    [Benchmark]
    public int Records()
    {
        using var records = _file.Open(_shape);
        var count = 0;
        while (records.Read())
        {
            count += records.Count;
        }
        return count;
    }

    [Benchmark]
    public int Understood()
    {
        using var records = _file.Open(_shape);
        var sample = _file.Sample(_shape);
        var spilled = SpilledColumns.Of(_shape.Headings, sample);
        var columns = PaymentHeadings.Map(_shape.Headings, new Dictionary<string, string>(), sample);
        var tally = new PaymentTally(columns, []);
        sample.ToList().ForEach(tally.Add);
        var import = new PaymentImport(columns, spilled, tally.Survey(null), new(columns, []), "bench", ',', PivotGroups.None);
        var count = 0;
        while (records.Read())
        {
            count += import.Read(records) is RowOutcome.Understood<IncomingPayment> ? 1 : 0;
        }
        return count;
    }
}
