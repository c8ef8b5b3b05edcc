using System.Diagnostics;
using System.Globalization;
using DecisionsApi.Data;
using DecisionsApi.Importing;

namespace DecisionsApi.Benchmarks;

/// <summary>A register of synthetic files, made by the real import: <c>register --database FILE [--rows N]</c> makes one and no more.</summary>
internal static class SyntheticDatabase
{
    public static void Run(string[] arguments)
    {
        var rows = int.Parse(SummaryRatios.Value(arguments, "--rows") ?? "1000000", CultureInfo.InvariantCulture);
        var path = SummaryRatios.Value(arguments, "--database") ?? throw new ArgumentException("Which file is to be made? --database FILE");
        Fill(new(path, TimeProvider.System), rows);
    }

    /// <summary>Fills a new database; says how fast the payments went in.</summary>
    public static void Fill(Database database, int rows)
    {
        var folder = Directory.CreateTempSubdirectory("decisions-bench-");
        Migrations.Apply(database);
        var importer = new Importer(database, Api.Kinds, TimeProvider.System);
        var register = new SyntheticRegister(rows);
        Import(register.WriteBodies(folder.FullName), new() { Kind = "bodies" });
        // The payments last, all at once: each of the other records would otherwise have its links looked for among them.
        foreach (var file in register.WriteRecords(folder.FullName))
        {
            Import(file, new());
        }
        var payments = register.WritePayments(folder.FullName);
        var clock = Stopwatch.StartNew();
        Import(payments, new());
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{rows} payments in {clock.Elapsed.TotalSeconds:0.0} s, {rows / clock.Elapsed.TotalSeconds:0} a second"
            )
        );
        folder.Delete(recursive: true);

        void Import(string file, ImportOptions options)
        {
            var report = importer.Import([file], options, (_, _) => { }).Single();
            if (report.Error is { } error)
            {
                throw new InvalidOperationException(error.Message);
            }
            if (report.Rows is { Rejected: > 0 and var rejected })
            {
                throw new InvalidOperationException($"{rejected} rows of {file} were rejected.");
            }
        }
    }
}
