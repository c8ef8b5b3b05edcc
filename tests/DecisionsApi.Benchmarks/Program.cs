using BenchmarkDotNet.Running;
using DecisionsApi.Benchmarks.Load;

namespace DecisionsApi.Benchmarks;

/// <summary>
/// <c>dotnet run -c Release --project tests/DecisionsApi.Benchmarks -- --filter '*'</c>; <c>summaries [--rows N] [--database FILE]</c>
/// compares summaries with the shell, <c>lists</c> does so with lists, <c>imports [--rows N]</c> with an import;
/// <c>load [--rows N] [--database FILE]</c> measures the service under load; <c>register --database FILE [--rows N]</c> makes the register it
/// would make, and keeps it.
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
        if (args is ["lists", .. var lists])
        {
            await ListRatios.Run(lists);
            return;
        }
        if (args is ["imports", .. var imports])
        {
            await ImportRatios.Run(imports);
            return;
        }
        if (args is ["register", .. var register])
        {
            SyntheticDatabase.Run(register);
            return;
        }
        if (args is ["load", .. var load])
        {
            Environment.ExitCode = await LoadRun.Run(load);
            return;
        }
        if (args is ["bare", var answers, var address])
        {
            await BareService.Run(answers, address);
            return;
        }
        BenchmarkSwitcher.FromAssembly(typeof(Benchmarks).Assembly).Run(args);
    }
}
