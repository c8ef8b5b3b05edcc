using System.Net;
using DecisionsApi.Importing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace DecisionsApi.Tests.Http;

/// <summary>
/// Every route × method × Accept × condition, through the real server over the shipped register: the rules below say what each
/// answers. A new route must be given its kind here.
/// </summary>
public sealed class MatrixTests
{
    private static readonly Dictionary<string, Kind> Routes = new()
    {
        ["/v1/decisions"] = Kind.List,
        ["/v1/decisions/summary"] = Kind.Rows,
        ["/v1/decisions/{id}"] = Kind.Linked,
        ["/v1/decisions/{id}/versions"] = Kind.Record,
        ["/v1/contracts"] = Kind.List,
        ["/v1/contracts/summary"] = Kind.Rows,
        ["/v1/contracts/{id}"] = Kind.Linked,
        ["/v1/contracts/{id}/versions"] = Kind.Record,
        ["/v1/expenditure"] = Kind.List,
        ["/v1/expenditure/summary"] = Kind.Rows,
        ["/v1/expenditure/{id}"] = Kind.Linked,
        ["/v1/expenditure/{id}/versions"] = Kind.Record,
        ["/v1/programmes"] = Kind.List,
        ["/v1/programmes/{id}"] = Kind.Record,
        ["/v1/programmes/{id}/timeline"] = Kind.Record,
        ["/v1/programmes/{id}/versions"] = Kind.Record,
        ["/v1/links"] = Kind.List,
        ["/v1/links/coverage"] = Kind.Record,
        ["/v1/suppliers"] = Kind.List,
        ["/v1/suppliers/{id}"] = Kind.Record,
        ["/v1/suppliers/{id}/similar"] = Kind.Record,
        ["/v1/bodies"] = Kind.List,
        ["/v1/bodies/{id}"] = Kind.Record,
        ["/v1/bodies/{id}/versions"] = Kind.Record,
        ["/v1/bodies/{id}/transparency"] = Kind.Record,
        ["/v1/sources"] = Kind.List,
        ["/v1/sources/{id}"] = Kind.Record,
        ["/v1/sources/{id}/rejected"] = Kind.Record,
        ["/v1/sources/{id}/original"] = Kind.File,
        ["/v1/ocds/releases"] = Kind.Record,
        ["/v1/ocds/records/{id}"] = Kind.Record,
        ["/v1/ocds/extension/extension.json"] = Kind.Record,
        ["/v1/ocds/extension/release-schema.json"] = Kind.Record,
        ["/v1/reconcile/suppliers"] = Kind.Question,
        ["/v1/reconcile/suppliers/suggest/entity"] = Kind.Protocol,
        ["/v1/reconcile/suppliers/suggest/type"] = Kind.Protocol,
        ["/v1/reconcile/suppliers/suggest/property"] = Kind.Protocol,
        ["/v1/reconcile/suppliers/properties"] = Kind.Protocol,
        ["/v1/reconcile/suppliers/preview/{id}"] = Kind.Preview,
        ["/v1/reconcile/bodies"] = Kind.Question,
        ["/v1/reconcile/bodies/suggest/entity"] = Kind.Protocol,
        ["/v1/reconcile/bodies/suggest/type"] = Kind.Protocol,
        ["/v1/reconcile/bodies/suggest/property"] = Kind.Protocol,
        ["/v1/reconcile/bodies/properties"] = Kind.Protocol,
        ["/v1/reconcile/bodies/preview/{id}"] = Kind.Preview,
        ["/v1/search"] = Kind.Rows,
        ["/v1/insights/duplicates"] = Kind.Rows,
        ["/v1/insights/near-threshold"] = Kind.Rows,
        ["/v1/insights/round-sums"] = Kind.Rows,
        ["/v1/insights/new-suppliers"] = Kind.Rows,
        ["/v1/insights/supplier-changes"] = Kind.Rows,
        ["/v1/insights/year-end"] = Kind.Rows,
        ["/v1/insights/shared-suppliers"] = Kind.Rows,
        ["/v1/insights/ended-early"] = Kind.Rows,
        ["/v1/dictionary"] = Kind.Rows,
        ["/v1/decisions/csv-metadata"] = Kind.Columns,
        ["/v1/contracts/csv-metadata"] = Kind.Columns,
        ["/v1/expenditure/csv-metadata"] = Kind.Columns,
        ["/v1/programmes/csv-metadata"] = Kind.Columns,
        ["/v1/suppliers/csv-metadata"] = Kind.Columns,
        ["/v1/bodies/csv-metadata"] = Kind.Columns,
        ["/v1/sources/csv-metadata"] = Kind.Columns,
        ["/v1/links/csv-metadata"] = Kind.Columns,
        ["/v1/context"] = Kind.Vocabulary,
        ["/v1/catalog"] = Kind.Vocabulary,
        ["/v1/exports"] = Kind.Record,
        ["/v1/exports/register.sqlite"] = Kind.Database,
        ["/v1/status"] = Kind.Record,
        ["/health/live"] = Kind.State,
        ["/health/ready"] = Kind.State,
        ["/openapi/decisions-api.json"] = Kind.Contract,
        ["/problems/{name}"] = Kind.Page,
        ["/"] = Kind.Front,
        ["/search"] = Kind.Html,
        ["/site.css"] = Kind.Style,
        ["/docs.css"] = Kind.Style,
    };

    // What changes with the register alone.
    private static readonly Kind[] OfRegister =
    [
        Kind.List,
        Kind.Rows,
        Kind.Record,
        Kind.Linked,
        Kind.Vocabulary,
        Kind.Columns,
        Kind.File,
        Kind.Database,
        Kind.Protocol,
        Kind.Question,
        Kind.Preview,
    ];

    // What a question must be asked with.
    private static readonly Dictionary<string, string> Needed = new()
    {
        ["/v1/search"] = "?q=police",
        ["/v1/reconcile/suppliers/suggest/entity"] = "?prefix=a",
        ["/v1/reconcile/suppliers/suggest/type"] = "?prefix=a",
        ["/v1/reconcile/suppliers/suggest/property"] = "?prefix=a",
        ["/v1/reconcile/bodies/suggest/entity"] = "?prefix=a",
        ["/v1/reconcile/bodies/suggest/type"] = "?prefix=a",
        ["/v1/reconcile/bodies/suggest/property"] = "?prefix=a",
        ["/v1/insights/duplicates"] = "?body=west-midlands-pcc",
        ["/v1/insights/near-threshold"] = "?body=west-midlands-pcc",
        ["/v1/insights/round-sums"] = "?body=west-midlands-pcc",
        ["/v1/insights/new-suppliers"] = "?body=west-midlands-pcc&financialYear=2012-13",
        ["/v1/insights/supplier-changes"] = "?body=west-midlands-pcc&financialYear=2012-13",
        ["/v1/insights/year-end"] = "?body=west-midlands-pcc",
        ["/v1/insights/shared-suppliers"] = "?body=west-midlands-pcc&body=west-midlands-police",
    };

    private static readonly string?[] Accepts =
    [
        null,
        "application/json",
        "text/csv",
        "application/jsonl;q=0.9, text/csv;q=0.1",
        "image/png",
        "text/html, */*;q=0.8",
        "application/atom+xml",
    ];

    private enum Kind
    {
        List,

        /// <summary>A list of something else than records, of which there is no feed.</summary>
        Rows,
        Record,
        Protocol,
        Question,
        Preview,

        /// <summary>A record that is linked data as well.</summary>
        Linked,

        /// <summary>What is linked data and nothing else.</summary>
        Vocabulary,

        /// <summary>What says what a CSV holds.</summary>
        Columns,
        File,
        Database,
        State,
        Contract,
        Page,
        Front,
        Html,
        Style,
    }

    private enum Condition
    {
        None,
        SameTag,
        OtherTag,
        AnyTag,
        SameTime,
        LongAgo,
    }

    [Fact]
    public async Task Every_route_answers_every_method_form_and_condition_by_its_rules()
    {
        await using var register = new GivenRegister(("RateLimit:Enabled", "false"));
        ImportShipped(register);
        register.Publish();
        await using var app = await register.Serve();
        using var client = Client(app);
        var mapped = app
            .Services.GetServices<EndpointDataSource>()
            .SelectMany(source => source.Endpoints)
            .OfType<RouteEndpoint>()
            .Select(endpoint => endpoint.RoutePattern.RawText!.TrimEnd('/') is { Length: > 0 } path ? path : "/")
            .Distinct()
            .ToList();

        Assert.Equal(Routes.Keys.Order(), mapped.Order());
        foreach (var (route, kind) in Routes)
        {
            var path = await Example(client, route);
            foreach (var accept in Accepts)
            {
                var plain = await Send(client, "GET", path, accept);
                foreach (var condition in Enum.GetValues<Condition>())
                {
                    var got = await Send(client, "GET", path, accept, condition, plain);
                    var head = await Send(client, "HEAD", path, accept, condition, plain);
                    Check($"GET {path} Accept: {accept} {condition}", kind, accept, condition, got);
                    Assert.Equal(got with { Body = "" }, head);
                }
                // What can be asked in a body is asked so too.
                var allowed = kind == Kind.Question ? "GET, HEAD, POST, OPTIONS" : "GET, HEAD, OPTIONS";
                var posted = await Send(client, "POST", path, accept);
                Assert.Equal((kind == Kind.Question ? 415 : 405, "no-store"), (posted.Status, posted.CacheControl));
                foreach (var method in new[] { "PUT", "PATCH", "DELETE", "BREW" })
                {
                    var refused = await Send(client, method, path, accept);
                    Assert.Equal((405, allowed, "no-store"), (refused.Status, refused.Allow, refused.CacheControl));
                    Assert.Equal("application/problem+json", refused.Type);
                }
                var options = await Send(client, "OPTIONS", path, accept);
                Assert.Equal((204, allowed, "", null), (options.Status, options.Allow, options.Body, options.Type));
            }
        }
    }

    private static void Check(string request, Kind kind, string? accept, Condition condition, Answer got)
    {
        var form = FormOf(kind, accept);
        var expected = (kind, form, condition) switch
        {
            (Kind.State or Kind.Page or Kind.Front or Kind.Html or Kind.Style, _, _) => 200,
            (_, null, _) => 406,
            (_, _, Condition.SameTag) => 304,
            (_, _, Condition.AnyTag or Condition.SameTime) when OfRegister.Contains(kind) => 304,
            _ => 200,
        };
        Assert.True(expected == got.Status, $"{request} {expected}: {got with { Body = "" }}");
        var kept = (kind == Kind.Contract || OfRegister.Contains(kind)) && got.Status is (200 or 304);
        var negotiated = kept && kind is (Kind.List or Kind.Rows or Kind.Linked or Kind.Vocabulary);
        var vary =
            kind is Kind.File or Kind.Database ? ""
            : negotiated ? "Accept, Accept-Encoding"
            : "Accept-Encoding";
        // Pages are for browsers, and something else for programs.
        var unkept = kind is Kind.Page or Kind.Front ? "Accept" : "";
        var type = got.Status switch
        {
            304 => null,
            406 => "application/problem+json",
            _ => form,
        };

        Assert.Equal(
            (request, type, kept, kept ? "public, max-age=60, stale-while-revalidate=600" : "no-store", kept ? vary : unkept),
            (request, got.Type, got.ETag is not null, got.CacheControl, got.Vary)
        );
        Assert.Equal((request, negotiated), (request, got.ContentLocation is not null));
        Assert.Equal((request, kept && kind != Kind.Contract), (request, got.LastModified is not null));
        // A 304 has none: it would take the place of those that are kept.
        var linked = kept && kind != Kind.Contract && got.Status == 200;
        Assert.Equal((request, linked), (request, got.Link.Contains("rel=\"license\"", StringComparison.Ordinal)));
        Assert.Equal((request, got.Status == 304), (request, got.Status == 304 && got.Link.Length == 0));
        Assert.True(got.Status is not 304 || got.Body.Length == 0, request);
    }

    private static string? FormOf(Kind kind, string? accept) =>
        (kind, accept) switch
        {
            (Kind.Html or Kind.Preview, _) or (Kind.Page or Kind.Front, "text/html, */*;q=0.8") => "text/html",
            (Kind.Page, _) => "text/plain",
            (Kind.Style, _) => "text/css",
            (Kind.Front or Kind.Contract or Kind.Protocol or Kind.Question, _) => "application/json",
            (Kind.File, _) => "application/octet-stream",
            (Kind.Database, _) => "application/vnd.sqlite3",
            (Kind.State, _) => "application/json",
            (_, "image/png") => null,
            (Kind.List, "application/atom+xml") => "application/atom+xml",
            (Kind.List or Kind.Rows, "text/csv") => "text/csv",
            (Kind.List or Kind.Rows, { } text) when text.StartsWith("application/jsonl", StringComparison.Ordinal) => "application/jsonl",
            (_, "text/csv" or "application/atom+xml") => null,
            (_, { } text) when text.StartsWith("application/jsonl", StringComparison.Ordinal) => null,
            (Kind.Columns, _) => "application/csvm+json",
            (Kind.Vocabulary, not "application/json") => "application/ld+json",
            _ => "application/json",
        };

    private static async Task<string> Example(HttpClient client, string route)
    {
        if (!route.Contains("{id}", StringComparison.Ordinal))
        {
            return route.Replace("{name}", "not-found", StringComparison.Ordinal) + Needed.GetValueOrDefault(route);
        }
        var isProcess = route.StartsWith("/v1/ocds/", StringComparison.Ordinal);
        var list = isProcess
            ? "/v1/contracts"
            : route.Split("/{id}")[0].Replace("reconcile/", "", StringComparison.Ordinal).Replace("/preview", "", StringComparison.Ordinal);
        var filter = list == "/v1/expenditure" ? "&kind=reportedTotal" : "";
        var ids = await client.GetStringAsync(
            new Uri($"{list}.csv?limit=1&fields=id{filter}", UriKind.Relative),
            TestContext.Current.CancellationToken
        );
        return route.Replace("{id}", (isProcess ? "unregistered-" : "") + ids.Split("\r\n")[1], StringComparison.Ordinal);
    }

    private static async Task<Answer> Send(
        HttpClient client,
        string method,
        string path,
        string? accept,
        Condition condition = Condition.None,
        Answer? known = null
    )
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(path, UriKind.Relative));
        if (accept is not null)
        {
            request.Headers.Add("Accept", accept);
        }
        switch (condition)
        {
            case Condition.SameTag:
                request.Headers.TryAddWithoutValidation("If-None-Match", known!.ETag ?? "\"none\"");
                break;
            case Condition.OtherTag:
                request.Headers.Add("If-None-Match", "\"other\", W/\"another\"");
                break;
            case Condition.AnyTag:
                request.Headers.Add("If-None-Match", "*");
                break;
            case Condition.SameTime:
                request.Headers.IfModifiedSince = known!.LastModified ?? new FixedTime().GetUtcNow();
                break;
            case Condition.LongAgo:
                request.Headers.IfModifiedSince = new DateTimeOffset(2012, 11, 22, 0, 0, 0, TimeSpan.Zero);
                break;
            case Condition.None:
            default:
                break;
        }
        using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);
        return new(
            (int)response.StatusCode,
            response.Content.Headers.ContentType?.MediaType,
            response.Headers.ETag?.Tag,
            response.Content.Headers.LastModified,
            response.Headers.CacheControl?.ToString() is not null ? string.Join(", ", response.Headers.GetValues("Cache-Control")) : "",
            string.Join(", ", response.Headers.Vary),
            string.Join(", ", response.Content.Headers.Allow),
            response.Content.Headers.ContentLocation?.OriginalString,
            response.Headers.TryGetValues("Link", out var links) ? string.Join(", ", links) : "",
            await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)
        );
    }

    private static HttpClient Client(WebApplication app) =>
        new(new SocketsHttpHandler { AllowAutoRedirect = false, AutomaticDecompression = DecompressionMethods.None })
        {
            BaseAddress = new(app.Urls.Single()),
        };

    private static void ImportShipped(GivenRegister register)
    {
        var importer = new Importer(register.Database, Api.Kinds, new FixedTime());
        _ = importer.Import([Path.Combine(AppContext.BaseDirectory, "data")], new(), (_, _) => { }).ToList();
    }

    private sealed record Answer(
        int Status,
        string? Type,
        string? ETag,
        DateTimeOffset? LastModified,
        string CacheControl,
        string Vary,
        string Allow,
        string? ContentLocation,
        string Link,
        string Body
    );
}
