using System.Diagnostics;

namespace DecisionsApi.Tests.Verbs;

/// <summary>The real program in a process of its own.</summary>
internal static class Cli
{
    private static readonly string Program = Path.Combine(
        AppContext.BaseDirectory,
        OperatingSystem.IsWindows() ? "decisions.exe" : "decisions"
    );

    /// <summary>Runs the program to its end.</summary>
    public static async Task<(int Exit, string Out, string Error)> Run(string folder, IEnumerable<string> arguments, string? input = null)
    {
        using var process = Start(folder, arguments);
        if (input is not null)
        {
            await process.StandardInput.WriteAsync(input);
        }
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, await output, await error);
    }

    /// <summary>Starts the program with settings; its output is the caller's to read.</summary>
    public static Process Start(string folder, IEnumerable<string> arguments, params (string Name, string Value)[] settings)
    {
        var start = new ProcessStartInfo(Program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in settings)
        {
            start.Environment[name] = value;
        }
        return Process.Start(start)!;
    }
}
