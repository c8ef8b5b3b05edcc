using System.Globalization;
using System.Text;

namespace DecisionsApi.Benchmarks;

/// <summary>
/// Spend files of many bodies that nobody published: the same rows every time. A few suppliers and a few bodies have most of the
/// payments (Zipf), categories and departments are each body's own, some rows lack a value, some are credits, cards or equal lines.
/// </summary>
internal sealed record SyntheticRegister(int Rows)
{
    public const string Headings = "Date,Transaction Number,Invoice Number,Amount,Supplier Name,Directorate,Category,Description";

    public int Suppliers { get; init; } = 20_000;
    public int Bodies { get; init; } = 60;
    public int Years { get; init; } = 10;
    public int Categories { get; init; } = 25;
    public int Departments { get; init; } = 15;

    private static DateOnly FirstDay { get; } = new(2014, 4, 1);

    /// <summary>Writes one file a body into a folder.</summary>
    public IReadOnlyList<(string Body, string File)> Write(string folder)
    {
        var random = new Random(1);
        var (suppliers, bodies) = (new Zipf(Suppliers, 1.0), new Zipf(Bodies, 0.7));
        var files = Enumerable.Range(0, Bodies).Select(body => Path.Combine(folder, $"{Name(body)}.csv")).ToList();
        var writers = files.ConvertAll(file => new StreamWriter(file, append: false, Encoding.UTF8));
        writers.ForEach(writer => writer.WriteLine(Headings));
        for (var i = 0; i < Rows; i++)
        {
            var body = bodies.Next(random);
            writers[body].WriteLine(Row(i, body, suppliers.Next(random), random));
        }
        writers.ForEach(writer => writer.Dispose());
        return [.. files.Select((file, body) => (Name(body), file))];
    }

    private string Row(int i, int body, int supplier, Random random)
    {
        var day = FirstDay.AddDays(random.Next(365 * Years));
        var date = random.Next(200) == 0 ? "" : day.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture);
        var name = random.Next(50) == 0 ? "REDACTED PERSONAL DATA" : $"SYNTHETIC SUPPLIER {supplier} LTD";
        var category = random.Next(40) == 0 ? "" : $"Category {(body * 7 + random.Next(Categories)) % 80}";
        var department = $"Department {body % 6}-{random.Next(Departments)}";
        var pence = random.Next(20) == 0 ? -random.Next(1, 500_000) : random.Next(500, 5_000_000);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{date},T{i:D8},INV{random.Next(1_000_000)},{pence / 100m:0.00},{name},{department},{category},Works {i % 300}"
        );
    }

    private static string Name(int body) => $"body-{body + 1:00}";

    /// <summary>Draws the n-th most frequent of some things with a chance of one in n.</summary>
    private sealed class Zipf
    {
        private readonly double[] _sums;

        public Zipf(int things, double exponent)
        {
            _sums = new double[things];
            var sum = 0.0;
            for (var i = 0; i < things; i++)
            {
                _sums[i] = sum += 1 / Math.Pow(i + 1, exponent);
            }
        }

        public int Next(Random random)
        {
            var at = Array.BinarySearch(_sums, random.NextDouble() * _sums[^1]);
            return Math.Min(at < 0 ? ~at : at, _sums.Length - 1);
        }
    }
}
