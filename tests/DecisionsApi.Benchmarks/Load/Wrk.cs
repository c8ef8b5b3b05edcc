using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace DecisionsApi.Benchmarks.Load;

/// <summary>Drives a service with <c>wrk</c>.</summary>
internal static class Wrk
{
    private const int Threads = 1;

    /// <summary>Connections, unless more are wanted.</summary>
    public const int Connections = 16;

    /// <summary>Whether there is the program.</summary>
    public static bool IsThere()
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo("wrk", ["--version"]) { RedirectStandardOutput = true });
            process!.WaitForExit();
            return true;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }

    /// <summary>Asks for the addresses of a file, beginning somewhere in it, for some seconds.</summary>
    public static Task<WrkResult> Run(Uri origin, string file, int start, int seconds, params IEnumerable<string> headers) =>
        Run(origin, file, start, seconds, Connections, pause: 0, headers);

    /// <summary>The same over so many connections, each of which pauses so many milliseconds between two requests.</summary>
    public static async Task<WrkResult> Run(
        Uri origin,
        string file,
        int start,
        int seconds,
        int connections,
        int pause,
        params IEnumerable<string> headers
    )
    {
        var script = Path.Combine(AppContext.BaseDirectory, "requests.lua");
        string[] arguments =
        [
            Invariant($"-t{Threads}"),
            Invariant($"-c{connections}"),
            Invariant($"-d{seconds}s"),
            "--timeout",
            "30s",
            "-s",
            script,
            origin.ToString(),
            "--",
            file,
            Invariant($"{start}"),
            Invariant($"{pause}"),
            .. headers,
        ];
        using var process = Process.Start(new ProcessStartInfo("wrk", arguments) { RedirectStandardOutput = true })!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        var line =
            output.Split('\n').FirstOrDefault(line => line.StartsWith("RESULT ", StringComparison.Ordinal))
            ?? throw new InvalidOperationException($"wrk said nothing that can be read: {output}");
        var numbers = line.Split(' ').Skip(1).Select(number => long.Parse(number, CultureInfo.InvariantCulture)).ToList();
        return new()
        {
            PerSecond = numbers[0] / (numbers[1] / 1e6),
            Served = (numbers[0] - numbers[6]) / (numbers[1] / 1e6),
            Bytes = numbers[2] / Math.Max(1, numbers[0]),
            Median = numbers[3] / 1000.0,
            NinetyNinth = numbers[4] / 1000.0,
            Refused = numbers[6],
            Errors = numbers[5],
            Busy = numbers[7] / (double)numbers[1],
        };
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

/// <summary>What one run came to.</summary>
internal sealed record WrkResult
{
    /// <summary>Answers a second.</summary>
    public required double PerSecond { get; init; }

    /// <summary>Answers a second that were what was asked for.</summary>
    public required double Served { get; init; }

    /// <summary>Answers that were a refusal.</summary>
    public required long Refused { get; init; }

    /// <summary>Bytes of an answer, with its headers.</summary>
    public required long Bytes { get; init; }

    /// <summary>Milliseconds within which half of the answers came.</summary>
    public required double Median { get; init; }

    /// <summary>Milliseconds within which 99 of 100 answers came.</summary>
    public required double NinetyNinth { get; init; }

    /// <summary>Requests that got no answer.</summary>
    public required long Errors { get; init; }

    /// <summary>Processors that wrk itself kept busy.</summary>
    public required double Busy { get; init; }
}
