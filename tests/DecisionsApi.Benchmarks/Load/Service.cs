using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace DecisionsApi.Benchmarks.Load;

/// <summary>A service in a process of its own.</summary>
internal sealed class Service : IDisposable
{
    private readonly Process _process;

    private Service(Process process, Uri origin)
    {
        _process = process;
        Origin = origin;
    }

    public Uri Origin { get; }

    /// <summary>Time the processors worked for it so far.</summary>
    public TimeSpan Worked
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <summary>Megabytes of memory it has.</summary>
    public double Megabytes
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64 / 1e6;
        }
    }

    /// <summary>Starts a program, given its arguments at an address, and waits until it says that it serves.</summary>
    public static async Task<Service> Start(
        string assembly,
        Func<string, string[]> arguments,
        params (string Name, string Value)[] settings
    )
    {
        var origin = new Uri($"http://127.0.0.1:{FreePort()}");
        var start = new ProcessStartInfo("dotnet", [assembly, .. arguments(origin.GetLeftPart(UriPartial.Authority))])
        {
            RedirectStandardError = true,
        };
        foreach (var (name, value) in settings)
        {
            start.Environment[name] = value;
        }
        var process = Process.Start(start)!;
        var serves = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        // To the end, for whatever else it says must not fill the pipe.
        process.ErrorDataReceived += (_, said) =>
        {
            if (said.Data?.StartsWith("Serving ", StringComparison.Ordinal) != false)
            {
                serves.TrySetResult(said.Data is not null);
            }
        };
        process.BeginErrorReadLine();
        return await serves.Task ? new(process, origin) : throw new InvalidOperationException($"{assembly} ended without serving.");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }
}
