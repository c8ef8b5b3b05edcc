using BenchmarkDotNet.Running;

namespace DecisionsApi.Benchmarks;

/// <summary>
/// <c>dotnet run -c Release --project tests/DecisionsApi.Benchmarks -- --filter '*'</c>; <c>summaries [--rows N] [--database FILE]</c>
/// compares summaries with the shell.
/// </summary>
internal static class Benchmarks
{
    public static async Task Main(string[] args)
    {
        if (args is ["summaries", .. var options])
        {
            await SummaryRatios.Run(options);
            return;
        }
        BenchmarkSwitcher.FromAssembly(typeof(Benchmarks).Assembly).Run(args);
    }
}
