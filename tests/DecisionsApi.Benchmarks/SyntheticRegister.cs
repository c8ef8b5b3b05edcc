using System.Globalization;
using System.Text;
using System.Text.Json;

namespace DecisionsApi.Benchmarks;

/// <summary>
/// Spend files of many bodies that nobody published: the same rows every time. A few suppliers and a few bodies have most of the
/// payments (Zipf), categories and departments are each body's own, some rows lack a value, some are credits, one in twenty names a
/// contract. With them, in proportion, contracts and the decisions that award them.
/// </summary>
internal sealed record SyntheticRegister(int Rows)
{
    public const string Headings =
        "Date,Transaction Number,Invoice Number,Amount,Supplier Name,Directorate,Category,Description,Contract Reference";

    public int Suppliers { get; init; } = 20_000;
    public int Bodies { get; init; } = 60;
    public int Days { get; init; } = 365 * 15;
    public int Categories { get; init; } = 25;
    public int Departments { get; init; } = 15;

    private static DateOnly FirstDay { get; } = new(2010, 4, 1);

    private int Contracts => Math.Max(Bodies, Rows / 100);

    private int Decisions => Contracts / 2;

    /// <summary>Writes the contracts, and the decisions that award every other one of them, into a folder.</summary>
    public IReadOnlyList<string> WriteRecords(string folder)
    {
        var suppliers = new Zipf(Suppliers, 1.0);
        var random = new Random(2);
        var contracts = Enumerable
            .Range(0, Contracts)
            .Select(i => new
            {
                reference = Reference(i),
                title = $"Synthetic contract {i} for works {i % 300}",
                description = $"Invented for measuring: services of category {i % 80}",
                stage = "contract",
                status = "active",
                buyers = new[] { new { body = Name(i % Bodies) } },
                suppliers = new[] { new { name = SupplierName(suppliers.Next(random)) } },
                value = random.Next(5_000, 2_000_000),
                startOn = Day(random),
            });
        var decisions = Enumerable
            .Range(0, Decisions)
            .Select(i => new
            {
                body = Name(i * 2 % Bodies),
                reference = $"D{i:D7}",
                title = $"Synthetic decision {i} on works {i % 300}",
                summary = $"Invented for measuring: the award of contract {Reference(i * 2)}",
                type = "contractAward",
                status = "taken",
                decidedOn = Day(random),
                effects = new[]
                {
                    new
                    {
                        action = "awards",
                        target = new { contract = new { body = Name(i * 2 % Bodies), reference = Reference(i * 2) } },
                    },
                },
            });
        return [Write("contracts", new { contracts }), Write("decisions", new { decisions })];

        string Write(string kind, object records)
        {
            var path = Path.Combine(folder, $"synthetic-{kind}.json");
            using var file = File.Create(path);
            JsonSerializer.Serialize(file, records);
            return path;
        }

        string Day(Random random) => FirstDay.AddDays(random.Next(Days)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
    }

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
        var day = FirstDay.AddDays(random.Next(Days));
        var date = random.Next(200) == 0 ? "" : day.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture);
        var name = random.Next(50) == 0 ? "REDACTED PERSONAL DATA" : SupplierName(supplier);
        var category = random.Next(40) == 0 ? "" : $"Category {(body * 7 + random.Next(Categories)) % 80}";
        var department = $"Department {body % 6}-{random.Next(Departments)}";
        // Contract n is of body n modulo their number.
        var contract = random.Next(20) == 0 ? Reference(random.Next(Contracts / Bodies) * Bodies + body) : "";
        var pence = random.Next(20) == 0 ? -random.Next(1, 500_000) : random.Next(500, 5_000_000);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{date},T{i:D8},INV{random.Next(1_000_000)},{pence / 100m:0.00},{name},{department},{category},Works {i % 300},{contract}"
        );
    }

    private static string SupplierName(int supplier) => $"SYNTHETIC SUPPLIER {supplier} LTD";

    private static string Reference(int contract) => $"C{contract:D7}";

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
