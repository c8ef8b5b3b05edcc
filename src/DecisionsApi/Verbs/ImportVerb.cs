using System.CommandLine;
using System.Text.Json;
using DecisionsApi.Formats;
using DecisionsApi.Importing;
using DecisionsApi.Register;

namespace DecisionsApi.Verbs;

/// <summary><c>import</c>: takes files in.</summary>
internal static class ImportVerb
{
    private static readonly string[] KindNames = ["auto", "expenditure", "contracts", "decisions", "programmes", "bodies", "aliases"];

    public static Command Create(Option<FileInfo> database)
    {
        var paths = new Argument<string[]>("PATH")
        {
            Description = "Files or folders; - is standard input.",
            Arity = ArgumentArity.OneOrMore,
        };
        var kind = new Option<string>("--kind") { Description = "Kind of records.", DefaultValueFactory = _ => "auto" };
        kind.AcceptOnlyFromAmong(KindNames);
        var body = new Option<string?>("--body") { Description = "Id of the body whose files these are, such as devon-county-council." };
        var bodyName = new Option<string?>("--body-name") { Description = "Its name, where the register does not know it yet." };
        var sourceName = new Option<string?>("--source-name")
        {
            Description = "Name under which versions of the file belong together; the file's name unless given.",
        };
        var columns = new Option<FileInfo?>("--columns")
        {
            Description = "JSON file that names the heading of each field, for headings that are not recognised.",
        };
        var sources = new Option<FileInfo?>("--sources")
        {
            Description = "Manifest that says whose files these are; sources.json beside or above a file unless given.",
        };
        var keep = new Option<bool>("--keep-republished") { Description = "Keep rows that another source name has published before." };
        var dryRun = new Option<bool>("--dry-run") { Description = "Say what would happen; change nothing." };
        var strict = new Option<bool>("--strict") { Description = "Leave with 1 when a row is rejected, not only when a file is." };
        var report = new Option<string>("--report") { Description = "Form of the report.", DefaultValueFactory = _ => "text" };
        report.AcceptOnlyFromAmong("text", "json");
        var command = new Command("import", "Import files as published.")
        {
            paths,
            kind,
            body,
            bodyName,
            sourceName,
            columns,
            sources,
            keep,
            dryRun,
            strict,
            report,
        };
        command.SetAction(parsed =>
        {
            var options = new ImportOptions
            {
                Kind = parsed.GetValue(kind)!,
                Body = parsed.GetValue(body),
                BodyName = parsed.GetValue(bodyName),
                SourceName = parsed.GetValue(sourceName),
                KeepRepublished = parsed.GetValue(keep),
                DryRun = parsed.GetValue(dryRun),
            };
            var named = parsed.GetValue(paths)!;
            if (
                Usage(named, options) is { } wrong
                || !TryReadColumns(parsed.GetValue(columns), ref options, out wrong)
                || !TryReadManifest(parsed.GetValue(sources), ref options, out wrong)
            )
            {
                Console.Error.WriteLine(wrong);
                return ExitCode.WrongUsage;
            }
            return Run(parsed.GetValue(database)!, named, options, parsed.GetValue(report) == "json", parsed.GetValue(strict));
        });
        return command;
    }

    private static string? Usage(string[] paths, ImportOptions options)
    {
        if (options.Body is { } body && !Slugs.IsSlug(body))
        {
            return $"--body {body}: expected a slug, lower-case words joined by hyphens, such as devon-county-council.";
        }
        if (paths.Contains("-") && (paths.Length > 1 || string.IsNullOrWhiteSpace(options.SourceName)))
        {
            return "Standard input is imported alone and needs --source-name.";
        }
        return options.SourceName is not null && (paths.Length > 1 || Directory.Exists(paths[0]))
            ? "--source-name names one file; several cannot share it."
            : null;
    }

    private static bool TryReadColumns(FileInfo? file, ref ImportOptions options, out string? wrong)
    {
        wrong = null;
        if (file is null)
        {
            return true;
        }
        try
        {
            var columns = JsonSerializer.Deserialize<Dictionary<string, string>>(File.ReadAllText(file.FullName))!;
            var kind = options.Kind;
            var kinds = Api.Kinds.Tables.Where(table => kind == "auto" || table.Kind == kind).ToList();
            if (columns.Keys.FirstOrDefault(field => !kinds.Exists(table => table.HasField(field))) is { } unknown)
            {
                wrong =
                    $"--columns {file}: {(kind == "auto" ? "no kind of record" : kind)} has a field '{unknown}'; docs/layouts.md lists them.";
                return false;
            }
            options = options with { Columns = columns };
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            wrong = $"--columns {file}: expected a JSON object of field names and headings. {e.Message}";
            return false;
        }
    }

    private static bool TryReadManifest(FileInfo? file, ref ImportOptions options, out string? wrong)
    {
        wrong = null;
        if (file is null)
        {
            return true;
        }
        try
        {
            options = options with { Manifest = Api.Kinds.Manifest(file.FullName) };
            return true;
        }
        catch (ImportRefusedException e)
        {
            wrong = $"--sources: {e.Message}";
            return false;
        }
    }

    private static int Run(FileInfo file, string[] paths, ImportOptions options, bool json, bool strict)
    {
        if (Opening.Open(file) is not { } database)
        {
            return ExitCode.Failed;
        }
        var importer = new Importer(database, Api.Kinds, TimeProvider.System);
        using var progress = new ProgressLine(TimeProvider.System);
        var reports = paths is ["-"]
            ? importer.ImportStream(Console.OpenStandardInput(), options, progress.Show)
            : importer.Import(paths, options, progress.Show);
        var failed = false;
        using var output = new ReportWriter(json);
        foreach (var report in reports)
        {
            progress.Clear();
            output.Write(report);
            failed |= report.Error is not null || (strict && report.Rows?.Rejected > 0);
        }
        return failed ? ExitCode.Failed : ExitCode.Ok;
    }
}
