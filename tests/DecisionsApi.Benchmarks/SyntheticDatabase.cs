using System.Diagnostics;
using System.Globalization;
using DecisionsApi.Data;
using DecisionsApi.Importing;

namespace DecisionsApi.Benchmarks;

/// <summary>A register of synthetic files, made by the real import.</summary>
internal static class SyntheticDatabase
{
    /// <summary>Fills a new database; says how fast the payments went in.</summary>
    public static void Fill(Database database, int rows)
    {
        var folder = Directory.CreateTempSubdirectory("decisions-bench-");
        Migrations.Apply(database);
        var importer = new Importer(database, Api.Kinds, TimeProvider.System);
        var register = new SyntheticRegister(rows);
        var files = register.Write(folder.FullName);
        var clock = Stopwatch.StartNew();
        foreach (var (body, file) in files)
        {
            Import(file, new() { Body = body, BodyName = body });
        }
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{rows} payments in {clock.Elapsed.TotalSeconds:0.0} s, {rows / clock.Elapsed.TotalSeconds:0} a second"
            )
        );
        foreach (var file in register.WriteRecords(folder.FullName))
        {
            Import(file, new());
        }
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
