using System.Net;
using System.Net.Http.Headers;

namespace DecisionsApi.Tests.Http;

public sealed class CachingTests
{
    private const string Spend = "Date,Supplier Name,Amount\n01/02/2013,A,12\n02/02/2013,B,13\n";

    [Theory]
    [InlineData("/v1/expenditure")]
    [InlineData("/v1/expenditure.csv")]
    [InlineData("/v1/expenditure?format=jsonl&limit=1")]
    [InlineData("/v1/sources")]
    [InlineData("/v1/status")]
    [InlineData("/v1/bodies/test-council")]
    [InlineData("/openapi/decisions-api.json")]
    public async Task What_has_not_changed_is_not_sent_again(string path)
    {
        await using var register = new GivenRegister();
        register.Import("a.csv", Spend);
        using var first = await Send(register.Client, path);
        var tag = first.Headers.ETag!;

        using var again = await Send(register.Client, path, r => r.Headers.IfNoneMatch.Add(tag));
        using var listed = await Send(
            register.Client,
            path,
            r =>
            {
                r.Headers.IfNoneMatch.Add(new("\"other\""));
                r.Headers.IfNoneMatch.Add(new(tag.Tag, isWeak: true));
            }
        );
        using var any = await Send(register.Client, path, r => r.Headers.IfNoneMatch.Add(EntityTagHeaderValue.Any));

        Assert.Equal((HttpStatusCode.OK, false), (first.StatusCode, tag.IsWeak));
        foreach (var response in new[] { again, listed })
        {
            Assert.Equal((HttpStatusCode.NotModified, tag), (response.StatusCode, response.Headers.ETag));
            Assert.Equal("", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
            Assert.Equal(first.Headers.CacheControl, response.Headers.CacheControl);
            Assert.Equal(first.Headers.Vary, response.Headers.Vary);
            Assert.False(response.Headers.Contains("RateLimit"));
        }
        Assert.Equal(path.StartsWith("/v1", StringComparison.Ordinal) ? HttpStatusCode.NotModified : HttpStatusCode.OK, any.StatusCode);
    }

    [Fact]
    public async Task An_import_changes_the_tag_also_when_it_changes_no_record()
    {
        await using var register = new GivenRegister();
        register.Import("a.csv", Spend);
        var before = await Tag(register.Client, "/v1/expenditure");

        register.Import("a.csv", Spend);
        var shuffled = await Tag(register.Client, "/v1/expenditure");
        register.Import("b.csv", Spend.Replace("A,12", "C,14", StringComparison.Ordinal));
        var grown = await Tag(register.Client, "/v1/expenditure");

        Assert.Equal(3, new[] { before, shuffled, grown }.Distinct().Count());
        Assert.Equal(grown, await Tag(register.Client, "/v1/expenditure"));
    }

    [Fact]
    public async Task A_tag_stands_for_address_and_form_and_never_for_the_caller()
    {
        await using var register = new GivenRegister();
        register.Import("a.csv", Spend);
        var client = register.Client;
        string[] different =
        [
            await Tag(client, "/v1/expenditure"),
            await Tag(client, "/v1/expenditure?limit=1"),
            await Tag(client, "/v1/expenditure", r => r.Headers.Add("Accept", "text/csv")),
            await Tag(client, "/v1/expenditure", r => r.Headers.Add("Accept-Encoding", "gzip")),
            await Tag(client, "/v1/expenditure", r => r.Headers.Add("Accept-Encoding", "br")),
            await Tag(client, "/v1/suppliers"),
        ];

        Assert.Equal(different.Length, different.Distinct().Count());
        Assert.Equal(
            await Tag(client, "/v1/expenditure?limit=1&kind=payment"),
            await Tag(client, "/v1/expenditure?kind=payment&limit=1", r => r.Headers.Add("User-Agent", "someone/1"))
        );
        Assert.Equal(different[0], await Tag(client, "/v1/expenditure", r => r.Headers.Host = "elsewhere.example"));
    }

    [Theory]
    [InlineData("/v1/expenditure", null, "Accept, Accept-Encoding", "/v1/expenditure.json")]
    [InlineData("/v1/expenditure?limit=1", "text/csv", "Accept, Accept-Encoding", "/v1/expenditure.csv?limit=1")]
    [InlineData("/v1/expenditure.csv", "application/json", "Accept-Encoding", null)]
    [InlineData("/v1/expenditure?format=jsonl", "text/csv", "Accept-Encoding", null)]
    [InlineData("/v1/bodies/test-council", "*/*", "Accept-Encoding", null)]
    public async Task An_answer_says_what_it_was_chosen_by(string path, string? accept, string vary, string? location)
    {
        await using var register = new GivenRegister();
        register.Import("a.csv", Spend);

        using var response = await Send(
            register.Client,
            path,
            r =>
            {
                if (accept is not null)
                {
                    r.Headers.Add("Accept", accept);
                }
            }
        );

        Assert.Equal(
            (vary, location),
            (string.Join(", ", response.Headers.Vary), response.Content.Headers.ContentLocation?.OriginalString)
        );
        if (location is not null)
        {
            Assert.Equal(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), await register.GetText(location));
        }
    }

    [Fact]
    public async Task An_answer_says_how_long_it_may_be_kept_and_when_its_content_changed()
    {
        await using var register = new GivenRegister();
        register.Import("a.csv", Spend);

        using var response = await Send(register.Client, "/v1/expenditure");
        using var since = await Send(
            register.Client,
            "/v1/expenditure",
            r => r.Headers.IfModifiedSince = response.Content.Headers.LastModified
        );
        using var earlier = await Send(
            register.Client,
            "/v1/expenditure",
            r => r.Headers.IfModifiedSince = response.Content.Headers.LastModified - TimeSpan.FromSeconds(1)
        );

        Assert.Equal("public, max-age=60, stale-while-revalidate=600", response.Headers.GetValues("Cache-Control").Single());
        Assert.Equal(new FixedTime().GetUtcNow(), response.Content.Headers.LastModified);
        Assert.Equal((HttpStatusCode.NotModified, HttpStatusCode.OK), (since.StatusCode, earlier.StatusCode));
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    public async Task Pages_and_streams_are_compressed(string encoding)
    {
        await using var register = new GivenRegister();
        register.Import("a.csv", Spend);
        foreach (var path in new[] { "/v1/expenditure", "/v1/expenditure.csv", "/v1/expenditure.jsonl" })
        {
            using var response = await Send(register.Client, path, r => r.Headers.Add("Accept-Encoding", encoding));

            Assert.Equal([encoding], response.Content.Headers.ContentEncoding);
            Assert.EndsWith($"-{encoding}\"", response.Headers.ETag!.Tag, StringComparison.Ordinal);
            await using var body = await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken);
            await using Stream text =
                encoding == "br"
                    ? new System.IO.Compression.BrotliStream(body, System.IO.Compression.CompressionMode.Decompress)
                    : new System.IO.Compression.GZipStream(body, System.IO.Compression.CompressionMode.Decompress);
            using var reader = new StreamReader(text);
            Assert.Equal(await register.GetText(path), await reader.ReadToEndAsync(TestContext.Current.CancellationToken));
        }
    }

    [Theory]
    [InlineData("/v1/expenditure?limit=0")]
    [InlineData("/v1/expenditure/nothing")]
    [InlineData("/health/live")]
    public async Task Errors_and_states_are_not_kept(string path)
    {
        await using var register = new GivenRegister();

        using var response = await Send(register.Client, path, r => r.Headers.IfNoneMatch.Add(EntityTagHeaderValue.Any));

        Assert.NotEqual(HttpStatusCode.NotModified, response.StatusCode);
        Assert.Equal(("no-store", null), (response.Headers.CacheControl?.ToString(), response.Headers.ETag));
    }

    private static async Task<string> Tag(HttpClient client, string path, Action<HttpRequestMessage>? with = null)
    {
        using var response = await Send(client, path, with);
        return response.Headers.ETag!.Tag;
    }

    private static async Task<HttpResponseMessage> Send(HttpClient client, string path, Action<HttpRequestMessage>? with = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(path, UriKind.Relative));
        with?.Invoke(request);
        return await client.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
