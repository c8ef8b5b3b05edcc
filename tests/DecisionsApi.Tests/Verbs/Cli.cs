using System.Diagnostics;
using System.Text.RegularExpressions;

namespace DecisionsApi.Tests.Verbs;

/// <summary>The real program in a process of its own.</summary>
internal static class Cli
{
    /// <summary>Where it is.</summary>
    public static string Program { get; } =
        Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "decisions.exe" : "decisions");

    /// <summary>Runs the program to its end.</summary>
    public static async Task<(int Exit, string Out, string Error)> Run(string folder, IEnumerable<string> arguments, string? input = null)
    {
        using var process = Start(folder, arguments);
        return await Finish(process, input);
    }

    /// <summary>Gives a process its input and waits for its end.</summary>
    public static async Task<(int Exit, string Out, string Error)> Finish(Process process, string? input = null)
    {
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

    /// <summary>Starts <c>decisions serve</c> over a register of the folder's own, at a port of the system's choice.</summary>
    public static async Task<(Process Service, string Origin)> Serve(string folder)
    {
        // Nobody in the tests reads the file that the service makes of itself in the background.
        var service = Start(folder, ["serve", "--urls", "http://127.0.0.1:0"], ("Exports__Register", "false"));
        var line = await service.StandardError.ReadLineAsync(TestContext.Current.CancellationToken) ?? "";
        _ = Task.Run(() => service.StandardError.ReadToEndAsync());
        var address = Regex.Match(line, @" at (http://127\.0\.0\.1:\d+)");
        Assert.True(address.Success, line);
        return (service, address.Groups[1].Value);
    }
}
