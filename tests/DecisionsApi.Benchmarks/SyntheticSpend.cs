using System.Globalization;
using System.Text;

namespace DecisionsApi.Benchmarks;

/// <summary>A spend file that nobody published: the same rows every time, in the shape of a county council's.</summary>
internal static class SyntheticSpend
{
    public const string Headings = "Date,Transaction Number,Invoice Number,Amount,Supplier Name,Expense Area,Expense Type";

    /// <summary>Writes the file and says where it is.</summary>
    public static string Write(int rows)
    {
        var path = Path.Combine(Directory.CreateTempSubdirectory("decisions-bench-").FullName, "synthetic.csv");
        var random = new Random(1);
        using var text = new StreamWriter(path, append: false, Encoding.UTF8);
        text.WriteLine(Headings);
        for (var i = 0; i < rows; i++)
        {
            var day = new DateOnly(2024, 1, 1).AddDays(i % 366);
            // A few suppliers get most payments, as everywhere.
            var supplier = (int)(2000 * Math.Pow(random.NextDouble(), 3));
            text.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{day:dd/MM/yyyy},T{i:D8},INV{random.Next(1_000_000)},\"{random.Next(500, 5_000_000) / 100m:N2}\",SYNTHETIC SUPPLIER {supplier} LTD,Area {i % 12},Type {i % 80}"
                )
            );
        }
        return path;
    }
}
