using System.Globalization;
using System.Text;
using System.Text.Json;

namespace DecisionsApi.Benchmarks;

/// <summary>
/// Spend files of many bodies that nobody published: the same rows every time. A few suppliers and a few bodies have most of the
/// payments (Zipf), categories and departments are each body's own, some rows lack a value, some are credits, one in twenty names a
/// contract. With them, in proportion, contracts and the decisions that award them. All are in one file, one body after the other, so that
/// a register of them is made in one import.
/// </summary>
internal sealed record SyntheticRegister(int Rows)
{
    public const string Headings =
        "Date,Transaction Number,Invoice Number,Amount,Supplier Name,Directorate,Category,Description,Contract Reference";
    private const string BodyHeading = "Body Name";

    public int Suppliers { get; init; } = 20_000;
    public int Bodies { get; init; } = 60;
    public int Days { get; init; } = 365 * 15;
    public int Categories { get; init; } = 25;
    public int Departments { get; init; } = 15;

    public DateOnly FirstDay { get; init; } = new(2010, 4, 1);

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

    /// <summary>Writes the bodies into a folder.</summary>
    public string WriteBodies(string folder)
    {
        var path = Path.Combine(folder, "synthetic-bodies.csv");
        File.WriteAllLines(path, ["id,name,kind", .. Enumerable.Range(0, Bodies).Select(body => $"{Name(body)},{Name(body)},council")]);
        return path;
    }

    /// <summary>
    /// Writes the payments into a folder, in one file, which names the body of each where there are several. One of every body comes first,
    /// for what a file is about is told by its first rows; the others follow body by body.
    /// </summary>
    public string WritePayments(string folder)
    {
        var random = new Random(1);
        var (suppliers, bodies) = (new Zipf(Suppliers, 1.0), new Zipf(Bodies, 0.7));
        var path = Path.Combine(folder, "synthetic-payments.csv");
        var parts = Enumerable.Range(0, Bodies).Select(body => path + Name(body)).ToList();
        var writers = parts.ConvertAll(part => new StreamWriter(part, append: false));
        using (var first = new StreamWriter(path, append: false, Encoding.UTF8))
        {
            first.WriteLine(Bodies == 1 ? Headings : $"{Headings},{BodyHeading}");
            for (var i = 0; i < Rows; i++)
            {
                var body = i < Bodies ? i : bodies.Next(random);
                var row = Row(i, body, suppliers.Next(random), random);
                (i < Bodies ? first : writers[body]).WriteLine(Bodies == 1 ? row : $"{row},{Name(body)}");
            }
        }
        writers.ForEach(writer => writer.Dispose());
        using var all = new FileStream(path, FileMode.Append);
        foreach (var part in parts)
        {
            using (var text = File.OpenRead(part))
            {
                text.CopyTo(all);
            }
            File.Delete(part);
        }
        return path;
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
