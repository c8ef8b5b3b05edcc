using Dapper;

namespace DecisionsApi.Tests.Http;

/// <summary>What was decided of an address, and what was answered, are remembered only as far as they would be the same anew.</summary>
public sealed class KnownAddressesTests
{
    private const string Spend = "Date,Supplier Name,Amount\n01/02/2013,A,12\n02/02/2013,B,13\n";

    private static readonly string[] Paths =
    [
        "/v1/expenditure",
        "/V1/Expenditure",
        "/v1/expenditure/",
        "/v1/expenditure.csv",
        "/v1/expenditure.json",
        "/v1/expenditure.nosuch",
        "/v1/expenditure/summary",
        "/v1/suppliers",
        "/v1/suppliers.atom",
        "/v1/bodies/test-council",
        "/v1/bodies/nobody",
        "/v1/search",
        "/v1/status",
        "/v1/exports",
        "/openapi/decisions-api.json",
        "/nowhere",
    ];

    private static readonly string[] Parameters =
    [
        "limit=1",
        "limit=2",
        "q=a",
        "q=%61",
        "Q=a",
        "format=csv",
        "format=json",
        "format=nosuch",
        "count=none",
        "supplier=",
        "groupBy=body",
        "nosuch=1",
    ];

    private static readonly string?[] Accepts =
    [
        null,
        "*/*",
        "text/csv",
        "application/json;q=0.5, text/csv",
        "application/json, text/csv;q=0",
        "text/html, */*;q=0.1",
        "application/atom+xml",
        "image/png",
        "nonsense",
    ];

    private static readonly string?[] Encodings = [null, "gzip", "GZIP", "br", "gzip, br;q=0.9", "gzip;q=0", "identity", "*", "nonsense"];
    private static readonly string?[] Known = [null, null, "*", "\"other\"", "TAG", "W/TAG", "\"other\", TAG", "TAG,TAG", "nonsense"];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Whatever_is_asked_again_is_answered_as_if_it_never_had_been(int seed)
    {
        await using var remembering = new GivenRegister { Clock = new HandTime() };
        await using var forgetful = new GivenRegister(("KeptAnswers:Megabytes", "0")) { Clock = new HandTime() };
        remembering.Import("a.csv", Spend);
        forgetful.Import("a.csv", Spend);
        var random = new Random(seed);
        for (var i = 0; i < 150; i++)
        {
            var asked = Asked.Draw(random);
            var tag = (await asked.Ask(remembering, tag: "\"none\"")).Tag ?? "\"none\"";

            Forget(forgetful);
            var anew = await asked.Ask(forgetful, tag);
            var first = await asked.Ask(remembering, tag);
            var again = await asked.Ask(remembering, tag);

            Assert.Equal((asked, anew.Text), (asked, first.Text));
            Assert.Equal((asked, anew.Text), (asked, again.Text));
        }
    }

    /// <summary>A commit that changes nothing.</summary>
    private static void Forget(GivenRegister register)
    {
        using var connection = register.Database.Write();
        connection.Execute("UPDATE suppliers SET name = name");
    }

    private sealed record Asked(string Method, string Path, string? Accept, string? Encoding, string? Known, string? Range)
    {
        public static Asked Draw(Random random)
        {
            var parameters = Enumerable.Range(0, random.Next(4)).Select(_ => One(random, Parameters)).ToList();
            var query = parameters.Count == 0 ? "" : "?" + string.Join('&', parameters);
            return new(
                random.Next(8) == 0 ? "HEAD" : "GET",
                One(random, Paths) + query,
                One(random, Accepts),
                One(random, Encodings),
                One(random, KnownAddressesTests.Known),
                random.Next(8) == 0 ? "bytes=0-9" : null
            );
        }

        /// <summary>The whole answer, but for what differs with each.</summary>
        public async Task<(string? Tag, string Text)> Ask(GivenRegister register, string tag)
        {
            using var request = new HttpRequestMessage(new(Method), new Uri(Path, UriKind.Relative));
            (string Name, string? Value)[] headers =
            [
                ("Accept", Accept),
                ("Accept-Encoding", Encoding),
                ("If-None-Match", Known?.Replace("TAG", tag.Replace("W/", "", StringComparison.Ordinal), StringComparison.Ordinal)),
                ("Range", Range),
            ];
            foreach (var (name, value) in headers.Where(header => header.Value is not null))
            {
                request.Headers.TryAddWithoutValidation(name, value);
            }
            using var response = await register.Client.SendAsync(request, TestContext.Current.CancellationToken);
            var body = await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
            var said = response
                .Headers.Concat(response.Content.Headers)
                .Where(header => header.Key is not ("Date" or "RateLimit" or "Content-Length" or "Transfer-Encoding"))
                .Select(header => $"{header.Key}: {string.Join(" | ", header.Value)}")
                .Order(StringComparer.Ordinal);
            // What is kept is encoded in one piece, and what is not in several: of those the form alone is compared.
            var content = response.Content.Headers.ContentEncoding.Count > 0 ? "encoded" : Convert.ToHexString(body);
            return (response.Headers.ETag?.ToString(), $"{(int)response.StatusCode}\n{string.Join('\n', said)}\n{content}");
        }

        private static T One<T>(Random random, T[] of) => of[random.Next(of.Length)];
    }
}
