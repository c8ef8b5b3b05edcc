using System.CommandLine;

namespace DecisionsApi.Verbs;

/// <summary><c>health</c>: asks a running service whether it can answer, for container platforms whose images have no HTTP client.</summary>
internal static class HealthVerb
{
    public static Command Create()
    {
        var url = new Option<Uri>("--url")
        {
            Description = "Address of the service.",
            DefaultValueFactory = _ => new("http://127.0.0.1:5080"),
            // An address has no conversion of the parser's own.
            CustomParser = argument =>
            {
                if (Uri.TryCreate(argument.Tokens[0].Value, UriKind.Absolute, out var address))
                {
                    return address;
                }
                argument.AddError($"--url {argument.Tokens[0].Value}: expected an address such as http://127.0.0.1:5080");
                return null;
            },
        };
        var command = new Command("health", "Ask a running service whether it can answer.") { url };
        command.SetAction((parsed, stop) => Run(parsed.GetValue(url)!, stop));
        return command;
    }

    private static async Task<int> Run(Uri url, CancellationToken stop)
    {
        using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(5) };
        try
        {
            using var response = await client.GetAsync(new Uri(url, "/health/ready"), stop);
            await Console.Out.WriteLineAsync($"{(int)response.StatusCode} {response.ReasonPhrase}");
            return response.IsSuccessStatusCode ? ExitCode.Ok : ExitCode.Failed;
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
        {
            await Console.Error.WriteLineAsync($"{url} does not answer: {e.Message}");
            return ExitCode.Failed;
        }
    }
}
