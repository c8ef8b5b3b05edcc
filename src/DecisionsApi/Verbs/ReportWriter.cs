using System.Globalization;
using System.Text.Json;
using DecisionsApi.Formats;
using DecisionsApi.Importing;
using Spectre.Console;

namespace DecisionsApi.Verbs;

/// <summary>Writes import reports on stdout: one JSON array, or text for people.</summary>
internal sealed class ReportWriter : IDisposable
{
    private const int ShownRejections = 20;
    private readonly List<TableReport>? _reports;
    private readonly IAnsiConsole _console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Out) });

    public ReportWriter(bool json)
    {
        _reports = json ? [] : null;
        if (Console.IsOutputRedirected)
        {
            _console.Profile.Width = 1000;
        }
    }

    public void Write(TableReport report)
    {
        if (_reports is not null)
        {
            _reports.Add(report);
        }
        else
        {
            WriteText(report);
        }
    }

    public void Dispose()
    {
        if (_reports is not null)
        {
            Console.Out.WriteLine(JsonSerializer.Serialize(_reports, Json.Report));
        }
    }

    private void WriteText(TableReport report)
    {
        _console.WriteLine(report.File);
        if (report.Skipped is { } reason)
        {
            _console.WriteLine($"  skipped: {reason}");
            return;
        }
        if (report.Error is { } error)
        {
            _console.WriteLine($"  not imported ({error.Code}): {error.Message}");
            return;
        }
        var rows = report.Rows!;
        var detected = report.Detected!;
        Line($"  {report.Kind}{Of(report.Body)} as '{report.SourceName}'");
        var table = detected.Delimiter is null ? "" : $", delimiter {Name(detected.Delimiter)}, headings on line {detected.HeaderLine}";
        Line($"  {detected.Encoding}{table}{(detected.DateOrder is null ? "" : ", dates " + detected.DateOrder)}");
        if (detected.Columns.Count > 0)
        {
            Line($"  {string.Join(", ", detected.Columns.Select(c => $"{c.Key} = '{c.Value}'"))}");
        }
        Line(
            $"  {rows.Read:N0} rows read: {rows.Saved:N0} saved, {rows.Unchanged:N0} unchanged, {rows.AlreadyPublished:N0} already published, {rows.Rejected:N0} rejected, {rows.Blank:N0} blank, {rows.NotData:N0} not data; {rows.Withdrawn:N0} withdrawn"
        );
        Line(
            $"  sum {report.SumAmount:N2}; {(report.Changes is { } c ? $"changes {c.From + 1} to {c.To}" : "dry run, nothing changed")}; {report.Seconds:0.0} s"
        );
        if (report.Changes is { } none && none.From == none.To)
        {
            _console.WriteLine("  the register already had all of it");
        }
        if (report.Issues is { Count: > 0 } issues)
        {
            Line(
                $"  issues: {string.Join(", ", issues.Select(i => string.Create(CultureInfo.InvariantCulture, $"{i.Key} {i.Value:N0}")))}"
            );
        }
        if (report.NotUnderstood is { Count: > 0 } unknown)
        {
            Line(
                $"  not understood: {string.Join(", ", unknown.Select(u => string.Create(CultureInfo.InvariantCulture, $"{u.Key} {u.Value:N0}")))}"
            );
        }
        if (report.Preview is { } preview)
        {
            PreviewWriter.Write(_console, preview);
        }
        WriteRejected(report.Rejected!);
    }

    private static string Of(object? body) =>
        body switch
        {
            null => "",
            IEnumerable<string> several => $" of {string.Join(", ", several)}",
            _ => $" of {body}",
        };

    private void WriteRejected(IReadOnlyList<RowFault> faults)
    {
        if (faults.Count == 0)
        {
            return;
        }
        var table = new Table().AddColumns("line", "column", "fault", "found", "expected");
        foreach (var fault in faults.Take(ShownRejections))
        {
            table.AddRow([
                .. new[]
                {
                    fault.Line.ToString(CultureInfo.InvariantCulture),
                    fault.Column ?? "",
                    fault.Code,
                    fault.Found,
                    fault.Expected,
                }.Select(cell => new Text(cell)),
            ]);
        }
        _console.Write(table);
        if (faults.Count > ShownRejections)
        {
            Line($"  and {faults.Count - ShownRejections:N0} more; --report json gives all");
        }
    }

    private void Line(FormattableString text) => _console.WriteLine(text.ToString(CultureInfo.InvariantCulture));

    private static string Name(string delimiter) => delimiter == "\t" ? "tab" : $"'{delimiter}'";
}
