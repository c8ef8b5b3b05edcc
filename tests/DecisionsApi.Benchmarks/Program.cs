using BenchmarkDotNet.Running;

namespace DecisionsApi.Benchmarks;

/// <summary><c>dotnet run -c Release --project tests/DecisionsApi.Benchmarks -- --filter '*'</c></summary>
internal static class Benchmarks
{
    public static void Main(string[] args) => BenchmarkSwitcher.FromAssembly(typeof(Benchmarks).Assembly).Run(args);
}
