using System.Collections.Concurrent;
using DecisionsApi.Fetching;
using Spectre.Console;

namespace DecisionsApi.Verbs;

/// <summary>A bar for each file on stderr; nothing where stderr is no terminal.</summary>
internal sealed class FetchBars
{
    private readonly ProgressContext _context;
    private readonly ConcurrentDictionary<string, ProgressTask> _bars = new(StringComparer.Ordinal);

    private FetchBars(ProgressContext context) => _context = context;

    /// <summary>Runs something that tells how it goes.</summary>
    public static Task Show(Func<FetchProgress, Task> run)
    {
        if (Console.IsErrorRedirected)
        {
            return run(new());
        }
        return AnsiConsole
            .Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) })
            .Progress()
            .AutoClear(true)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new DownloadedColumn(), new SpinnerColumn())
            .StartAsync(context => run(new FetchBars(context).Progress));
    }

    private FetchProgress Progress =>
        new()
        {
            Bytes = Bytes,
            Rows = Rows,
            Done = Done,
        };

    private void Bytes(string url, long bytes, long? expected)
    {
        var bar = Bar(url);
        bar.IsIndeterminate = expected is null;
        bar.MaxValue = expected ?? bytes;
        bar.Value = bytes;
    }

    private void Rows(string url, int rows)
    {
        if (rows % 5000 == 0)
        {
            Bar(url).Description = Markup.Escape($"{Short(url)} {rows:N0} rows");
        }
    }

    private void Done(FetchReport report)
    {
        if (_bars.TryRemove(report.Url, out var bar))
        {
            bar.StopTask();
        }
    }

    private ProgressTask Bar(string url) => _bars.GetOrAdd(url, u => _context.AddTask(Markup.Escape(Short(u))));

    private static string Short(string url) => url.Length <= 50 ? url : "…" + url[^49..];
}
