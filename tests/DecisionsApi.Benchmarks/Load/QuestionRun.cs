using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;

namespace DecisionsApi.Benchmarks.Load;

/// <summary>A question, the service that answers it, and how it did.</summary>
internal sealed class QuestionRun
{
    public const string Heading =
        "| question | of bare | aim | requests a second | p50, ms | p99, ms | bytes | processors, % | failed |\n|---|---|---|---|---|---|---|---|---|";

    private readonly LoadQuestion _question;
    private readonly Service _service;
    private readonly string _paths;
    private readonly string _barePaths;
    private readonly List<Round> _rounds = [];

    private QuestionRun(LoadQuestion question, Service service, string paths, string barePaths)
    {
        _question = question;
        _service = service;
        _paths = paths;
        _barePaths = barePaths;
    }

    /// <summary>Writes down what to ask, and what the bare service is to answer beside it.</summary>
    /// <param name="question">The question.</param>
    /// <param name="service">Who is asked.</param>
    /// <param name="folder">Where to write the addresses.</param>
    /// <param name="answers">Where the bare service finds its answers: one payment, or what is answered repeatedly, as it is.</param>
    /// <param name="number">Number of the question.</param>
    public static async Task<QuestionRun> Prepare(LoadQuestion question, Service service, string folder, string answers, int number)
    {
        using var client = new HttpClient { BaseAddress = service.Origin };
        var lines = new List<string>();
        foreach (var path in question.Paths)
        {
            var tag = "";
            if (question.Revalidates)
            {
                using var answer = await Get(client, question, path);
                tag = answer.Headers.ETag!.ToString();
            }
            lines.Add($"{path}\t{tag}");
        }
        var name = question.IsRepeated ? $"answer{number}" : "payment";
        if (!File.Exists(Path.Combine(answers, name)))
        {
            using var answer = await Get(client, question, question.Paths[0]);
            await File.WriteAllBytesAsync(Path.Combine(answers, name), await answer.Content.ReadAsByteArrayAsync());
        }
        var (paths, barePaths) = (Path.Combine(folder, $"paths{number}"), Path.Combine(folder, $"bare{number}"));
        await File.WriteAllLinesAsync(paths, lines);
        await File.WriteAllLinesAsync(barePaths, ["/" + name]);
        return new(question, service, paths, barePaths);
    }

    /// <summary>Lets programs be compiled and files come into memory.</summary>
    public async Task WarmUp(Service bare, int seconds)
    {
        await Ask(_service, _paths, 0, seconds);
        await Ask(bare, _barePaths, 0, 1);
    }

    /// <summary>Measures both sides.</summary>
    public async Task Measure(Service bare, int round, int seconds)
    {
        var reference = await Ask(bare, _barePaths, 0, seconds);
        var (clock, before) = (Stopwatch.StartNew(), _service.Worked);
        // Each round begins elsewhere in the list.
        var result = await Ask(_service, _paths, round * 331, seconds);
        var processors = (_service.Worked - before) / clock.Elapsed * 100;
        _rounds.Add(new(result, result.PerSecond / reference.PerSecond, processors));
    }

    /// <summary>The row of the table: medians of the rounds, and the spread of the first two.</summary>
    public string Row()
    {
        return string.Create(
            CultureInfo.InvariantCulture,
            $"| {_question.Name} | {Spread(r => r.Ratio, "0.000")} | {_question.Aim:0.00} | {Spread(r => r.Result.PerSecond, "0")} | {Middle(r => r.Result.Median):0.0} | {Middle(r => r.Result.NinetyNinth):0.0} | {_rounds[0].Result.Bytes} | {Middle(r => r.Processors):0} | {_rounds.Sum(r => r.Result.Errors + r.Result.Refused)} |"
        );

        double Middle(Func<Round, double> value) => _rounds.Select(value).Order().ElementAt(_rounds.Count / 2);

        string Spread(Func<Round, double> value, string format) =>
            string.Create(
                CultureInfo.InvariantCulture,
                $"{Middle(value).ToString(format, CultureInfo.InvariantCulture)} ({_rounds.Min(value).ToString(format, CultureInfo.InvariantCulture)}–{_rounds.Max(value).ToString(format, CultureInfo.InvariantCulture)})"
            );
    }

    private Task<WrkResult> Ask(Service service, string paths, int start, int seconds) =>
        Wrk.Run(service.Origin, paths, start, seconds, _question.Encoding is { } encoding ? ["Accept-Encoding", encoding] : []);

    private static async Task<HttpResponseMessage> Get(HttpClient client, LoadQuestion question, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(path, UriKind.Relative));
        if (question.Encoding is { } encoding)
        {
            request.Headers.AcceptEncoding.Add(new StringWithQualityHeaderValue(encoding));
        }
        var answer = await client.SendAsync(request);
        return answer.EnsureSuccessStatusCode();
    }

    private sealed record Round(WrkResult Result, double Ratio, double Processors);
}
