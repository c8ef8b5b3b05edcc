using System.Diagnostics;
using System.Globalization;
using DecisionsApi.Benchmarks.Load;

namespace DecisionsApi.Benchmarks;

/// <summary>
/// What the import of one large file takes, all inclusive, as a ratio to the <c>sqlite3</c> shell's <c>.import</c> of the same file into one
/// table, with the same indexes and a search index built on it, in turn on the same machine; and a month's file into the register that
/// makes, as a ratio to one into an empty register: <c>imports [--rows N] [--rounds R] [--program FOLDER]</c>.
/// </summary>
internal static class ImportRatios
{
    private const int RowsOfAMonth = 10_000;

    // What the file does not have as it stands is worked out of its cells, as the import does.
    private const string Id = "(\"Transaction Number\" || \"Invoice Number\")";
    private const string Day = "(substr(\"Date\", 7) || '-' || substr(\"Date\", 4, 2) || '-' || substr(\"Date\", 1, 2))";
    private const string Year = "(substr(\"Date\", 7) - (substr(\"Date\", 4, 2) < '04'))";
    private const string Kind = "(iif(\"Amount\" + 0 < 0, 'credit', 'payment'))";
    private const string Constant = "(1)";

    private static readonly string[] Indexes =
    [
        Id,
        $"{Day}, {Id}",
        $"(\"Amount\" + 0), {Id}",
        $"{Constant}, {Day}, {Id}",
        $"{Constant}, {Day}, {Id}",
        $"\"Supplier Name\", {Day}, {Id}",
        $"\"Category\", {Day}, {Id}",
        $"\"Directorate\", {Day}, {Id}",
        $"{Year}, {Day}, {Id}",
        $"{Kind}, {Day}, {Id}",
        $"(substr(\"Transaction Number\", 2) + 0), {Kind}, \"Amount\"",
        "\"Description\", \"Supplier Name\", \"Category\"",
    ];

    public static async Task Run(string[] arguments)
    {
        var rows = int.Parse(SummaryRatios.Value(arguments, "--rows") ?? "1000000", CultureInfo.InvariantCulture);
        var rounds = int.Parse(SummaryRatios.Value(arguments, "--rounds") ?? "3", CultureInfo.InvariantCulture);
        var folder = Directory.CreateTempSubdirectory("decisions-imports-").FullName;
        var program = SummaryRatios.Value(arguments, "--program") ?? await LoadRun.Publish(Path.Combine(folder, "program"));
        var register = new SyntheticRegister(rows) { Bodies = 1 };
        var file = Write(folder, "all", register);
        var month = Write(
            folder,
            "month",
            new(RowsOfAMonth)
            {
                Bodies = 1,
                FirstDay = register.FirstDay.AddDays(register.Days),
                Days = 30,
            }
        );
        Console.WriteLine(
            """
            | rows | shell, s | import, s | ratio | shell, processor s | import | ratio | memory, MB | size over CSV | month into empty, s | into this | ratio |
            |---|---|---|---|---|---|---|---|---|---|---|---|
            """
        );
        for (var round = 0; round < rounds; round++)
        {
            var shell = await Shell(folder, file);
            var (empty, full) = (Path.Combine(folder, "empty.db"), Path.Combine(folder, "full.db"));
            var import = await Import(folder, program, full, file);
            var size = await Size(full) / new FileInfo(file).Length;
            _ = await Timed(folder, "", "dotnet", Path.Combine(program, "decisions.dll"), "--database", empty, "migrate");
            var (first, next) = (await Import(folder, program, empty, month), await Import(folder, program, full, month));
            Console.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"| {rows} | {shell.Elapsed:0.0} | {import.Elapsed:0.0} | {import.Elapsed / shell.Elapsed:0.00} "
                        + $"| {shell.Processor:0.0} | {import.Processor:0.0} | {import.Processor / shell.Processor:0.00} "
                        + $"| {import.Megabytes:0} | {size:0.0} | {first.Elapsed:0.0} | {next.Elapsed:0.0} | {next.Elapsed / first.Elapsed:0.0} |"
                )
            );
            Array.ForEach(Directory.GetFiles(folder, "*.db*"), File.Delete);
        }
        Directory.Delete(folder, recursive: true);
    }

    private static string Write(string folder, string name, SyntheticRegister register)
    {
        var named = Path.Combine(folder, name + ".csv");
        File.Move(register.WritePayments(folder), named);
        return named;
    }

    private static Task<Cost> Import(string folder, string program, string database, string file) =>
        Timed(folder, "", "dotnet", Path.Combine(program, "decisions.dll"), "--database", database, "import", file, "--body", "body-01");

    /// <summary>The shell as it comes, which keeps few pages in memory and so sorts in small runs, to the last commit.</summary>
    private static Task<Cost> Shell(string folder, string file)
    {
        var indexes = Indexes.Select((columns, i) => $"CREATE INDEX payments_by_{i} ON payments ({columns});");
        return Timed(
            folder,
            $"""
            .import --csv {file} payments
            {string.Join('\n', indexes)}
            CREATE VIRTUAL TABLE payment_text USING fts5 (
              supplier, purpose, category, department, reference, content = '', tokenize = "unicode61 remove_diacritics 2");
            INSERT INTO payment_text (rowid, supplier, purpose, category, department, reference)
            SELECT rowid, "Supplier Name", "Description", "Category", "Directorate", "Transaction Number" || ' ' || "Invoice Number"
            FROM payments;

            """,
            "sqlite3",
            Path.Combine(folder, "shell.db")
        );
    }

    /// <summary>Bytes of a register without the archived originals.</summary>
    private static async Task<double> Size(string database)
    {
        var start = new ProcessStartInfo("sqlite3", [database, "SELECT sum(pgsize) FROM dbstat WHERE name <> 'archive'"])
        {
            RedirectStandardOutput = true,
        };
        using var shell = Process.Start(start)!;
        return double.Parse(await shell.StandardOutput.ReadToEndAsync(), CultureInfo.InvariantCulture);
    }

    /// <summary>Runs a program to its end under GNU time.</summary>
    private static async Task<Cost> Timed(string folder, string input, params string[] command)
    {
        var measured = Path.Combine(folder, "time");
        using var process = Process.Start(
            new ProcessStartInfo("/usr/bin/time", ["-o", measured, "-f", "%e %U %S %M", .. command])
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            }
        )!;
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        var said = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{command[0]} failed: {string.Join('\n', said)}");
        }
        var numbers = (await File.ReadAllTextAsync(measured))
            .Split(' ')
            .Select(n => double.Parse(n, CultureInfo.InvariantCulture))
            .ToList();
        return new(numbers[0], numbers[1] + numbers[2], numbers[3] * 1024 / 1e6);
    }

    /// <summary>Seconds by the clock and of the processors, and the most memory held.</summary>
    private sealed record Cost(double Elapsed, double Processor, double Megabytes);
}
