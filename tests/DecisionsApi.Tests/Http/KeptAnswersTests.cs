using System.IO.Compression;
using System.Net;
using Dapper;
using DecisionsApi.Http;
using DecisionsApi.Querying;
using Microsoft.Extensions.DependencyInjection;

namespace DecisionsApi.Tests.Http;

/// <summary>What is answered again is what would be answered anew.</summary>
public sealed class KeptAnswersTests
{
    private const string Spend = "Date,Supplier Name,Amount\n01/02/2013,A,12\n02/02/2013,B,13\n";

    [Theory]
    [InlineData("/v1/expenditure?limit=1", null)]
    [InlineData("/v1/expenditure?limit=1", "gzip")]
    [InlineData("/v1/expenditure?limit=1", "br")]
    [InlineData("/v1/suppliers.json", "gzip")]
    [InlineData("/v1/bodies/test-council", null)]
    [InlineData("/v1/search?q=a", "br")]
    [InlineData("/v1/expenditure/summary?groupBy=body", null)]
    public async Task An_answer_given_again_is_the_same_with_all_its_headers(string path, string? encoding)
    {
        await using var register = new GivenRegister();
        await using var forgetful = new GivenRegister(("KeptAnswers:Megabytes", "0"));
        register.Import("a.csv", Spend);
        forgetful.Import("a.csv", Spend);

        var anew = await Answer.To(forgetful, path, encoding);
        var first = await Answer.To(register, path, encoding);
        var again = await Answer.To(register, path, encoding);

        Assert.Equal(0, Kept(forgetful, anew));
        Assert.Equal(1, Kept(register, again));
        Assert.Equal(first, again);
        Assert.Equal(anew, again);
        Assert.Contains("RateLimit-Policy: ", again.Headers, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_is_given_again_once_anything_was_committed()
    {
        await using var register = new GivenRegister();
        register.Import("a.csv", Spend);
        var before = await Answer.To(register, "/v1/suppliers", null);

        using (var connection = register.Database.Write())
        {
            // Outside the sequence: nothing but the commit tells.
            connection.Execute("UPDATE suppliers SET name = 'Changed' WHERE name = 'A'");
        }
        var changed = await Answer.To(register, "/v1/suppliers", null);
        register.Import("b.csv", Spend.Replace("A,12", "C,14", StringComparison.Ordinal));
        var grown = await Answer.To(register, "/v1/suppliers", null);

        Assert.Equal((before.Tag, 1), (changed.Tag, Kept(register, grown)));
        Assert.Contains("\"Changed\"", changed.Text, StringComparison.Ordinal);
        Assert.Contains("\"C\"", grown.Text, StringComparison.Ordinal);
        Assert.Equal(0, Kept(register, before));
    }

    [Theory]
    [InlineData("/v1/expenditure.csv", "GET")]
    [InlineData("/v1/expenditure.jsonl?limit=1", "GET")]
    [InlineData("/v1/expenditure", "HEAD")]
    [InlineData("/v1/bodies/nobody", "GET")]
    [InlineData("/v1/expenditure?limit=1000", "GET")]
    public async Task Streams_headers_problems_and_what_is_large_are_not_kept(string path, string method)
    {
        await using var register = new GivenRegister(("KeptAnswers:Megabytes", "1"));
        var many = Enumerable.Range(1, 300).Select(n => $"01/02/2013,A,{n}\n");
        register.Import("a.csv", "Date,Supplier Name,Amount\n" + string.Concat(many));
        var validators = await Answer.To(register, path, null, method);

        Assert.Equal(0, Kept(register, validators));
    }

    [Fact]
    public async Task What_depends_on_the_day_is_another_answer_the_day_after()
    {
        var clock = new HandTime();
        await using var register = new GivenRegister { Clock = clock };
        register.Import("a.csv", Spend);
        const string path = "/v1/bodies/test-council/transparency";
        var first = await Answer.To(register, path, null);
        Assert.Equal((first.Tag, 1), ((await Answer.To(register, path, null)).Tag, Kept(register, first)));

        clock.Now = clock.Now.AddDays(1);
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.TryAddWithoutValidation("If-None-Match", first.Tag);
        using var next = await register.Client.SendAsync(request, TestContext.Current.CancellationToken);
        using var since = new HttpRequestMessage(HttpMethod.Get, path);
        since.Headers.IfModifiedSince = clock.Now.AddDays(-1);
        using var later = await register.Client.SendAsync(since, TestContext.Current.CancellationToken);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (next.StatusCode, later.StatusCode));
        Assert.NotEqual(first.Tag, next.Headers.ETag!.ToString());
        Assert.Equal(clock.Now.Date, next.Content.Headers.LastModified!.Value.UtcDateTime);
    }

    [Fact]
    public async Task Callers_of_different_encodings_and_with_known_answers_get_their_own()
    {
        await using var register = new GivenRegister();
        register.Import("a.csv", Spend);

        var plain = await Answer.To(register, "/v1/expenditure", null);
        var zipped = await Answer.To(register, "/v1/expenditure", "gzip");
        var brotli = await Answer.To(register, "/v1/expenditure", "br");
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/expenditure");
        request.Headers.TryAddWithoutValidation("If-None-Match", "*");
        using var any = await register.Client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(3, new[] { plain.Tag, zipped.Tag, brotli.Tag }.Distinct().Count());
        Assert.Equal((plain.Text, plain.Text), (zipped.Text, brotli.Text));
        Assert.Equal(HttpStatusCode.NotModified, any.StatusCode);
    }

    private static int Kept(GivenRegister register, Answer answer)
    {
        var services = register.Server.Services;
        var observed = services.GetRequiredService<RegisterWatch>().Now();
        return services.GetRequiredService<AnswerStore>().Find(observed, answer.Tag ?? "") is null ? 0 : 1;
    }

    private sealed record Answer(string? Tag, string Headers, string Text)
    {
        public static async Task<Answer> To(GivenRegister register, string path, string? encoding, string method = "GET")
        {
            using var request = new HttpRequestMessage(new(method), path);
            if (encoding is not null)
            {
                request.Headers.Add("Accept-Encoding", encoding);
            }
            using var response = await register.Client.SendAsync(request, TestContext.Current.CancellationToken);
            var bytes = await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
            var headers = response
                .Headers.Concat(response.Content.Headers)
                // Only what is kept is known in its length, and the pieces it is encoded in are not the same.
                .Where(header => header.Key is not ("Date" or "RateLimit" or "Content-Length"))
                .OrderBy(header => header.Key, StringComparer.Ordinal)
                .Select(header => $"{header.Key}: {string.Join(", ", header.Value)}\n");
            return new(response.Headers.ETag?.ToString(), string.Concat(headers), Decoded(bytes, encoding));
        }

        private static string Decoded(byte[] bytes, string? encoding)
        {
            using var encoded = new MemoryStream(bytes);
            using Stream plain = encoding switch
            {
                "gzip" => new GZipStream(encoded, CompressionMode.Decompress),
                "br" => new BrotliStream(encoded, CompressionMode.Decompress),
                _ => encoded,
            };
            using var reader = new StreamReader(plain);
            return reader.ReadToEnd();
        }
    }
}
