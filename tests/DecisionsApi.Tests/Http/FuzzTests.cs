using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.TestHost;

namespace DecisionsApi.Tests.Http;

/// <summary>Ten thousand requests nobody should send, the same ones every time.</summary>
public sealed class FuzzTests
{
    private const int Requests = 10_000;

    private static readonly string[] Paths =
    [
        "/v1/expenditure",
        "/v1/expenditure.csv",
        "/v1/expenditure.jsonl",
        "/v1/expenditure/summary",
        "/v1/expenditure/summary.csv",
        "/v1/contracts/summary",
        "/v1/decisions/summary.jsonl",
        "/v1/suppliers",
        "/v1/bodies",
        "/v1/sources",
        "/v1/decisions",
        "/v1/contracts.csv",
        "/v1/programmes",
        "/v1/search",
        "/v1/search.csv",
        "/search",
        "/v1/status",
        "/v1/expenditure/x",
        "/v1/expenditure/x/versions",
        "/v1/decisions/x",
        "/v1/contracts/x/versions",
        "/v1/sources/x/original",
        "/v1/sources/x/rejected",
        "/v1/bodies/test-council",
        "/v1/bodies/test-council/transparency",
        "/v1/insights/duplicates?body=test-council",
        "/v1/insights/near-threshold.csv?body=test-council",
        "/v1/insights/round-sums?body=test-council",
        "/v1/insights/new-suppliers?body=test-council&financialYear=2012-13",
        "/v1/insights/supplier-changes.jsonl?body=test-council&financialYear=2012-13",
        "/v1/insights/year-end?body=test-council",
        "/v1/insights/shared-suppliers?body=test-council&body=x",
        "/v1/insights/ended-early",
        "/v1/exports",
        "/v1/exports/register.sqlite",
        "/v1/reconcile/suppliers",
        "/v1/reconcile/bodies",
        "/v1/reconcile/suppliers?queries=%7B%22q%22:%7B%22query%22:%22S1%22%7D%7D",
        "/v1/reconcile/suppliers/suggest/entity?prefix=s",
        "/v1/reconcile/bodies/suggest/entity",
        "/v1/reconcile/bodies/preview/test-council",
        "/health/ready",
        "/problems/x",
        "/docs/index.html",
        "/openapi/decisions-api.json",
        "/",
        "/v1",
        "/v2/expenditure",
        "/v1/expenditure.xml",
        "/v1/expenditure.csv.csv",
        "/v1/../etc/passwd",
        "/v1/expenditure/\0",
        "/v1/expenditure/" + "%",
        "//",
    ];

    private static readonly string[] Names =
    [
        "q",
        "q",
        "type",
        "purpose",
        "id",
        "body",
        "supplier",
        "supplierName",
        "programme",
        "status",
        "kind",
        "category",
        "department",
        "from",
        "to",
        "minAmount",
        "maxAmount",
        "source",
        "hasIssue",
        "financialYear",
        "withheld",
        "sort",
        "limit",
        "cursor",
        "fields",
        "include",
        "count",
        "format",
        "bom",
        "groupBy",
        "measures",
        "top",
        "facet",
        "stage",
        "threshold",
        "within",
        "multiple",
        "contract",
        "decision",
        "queries",
        "extend",
        "callback",
        "prefix",
        "nosuch",
        "Q",
        "LIMIT",
        "",
        "a[]",
        "\0",
        "'",
        "limit ",
    ];

    private static readonly string[] Values =
    [
        "",
        "\"",
        "'",
        "*",
        "a*",
        "a NEAR b)",
        "decisions",
        "a AND",
        "NOT",
        "(((",
        "-",
        "- -",
        "^",
        "{a}",
        "x:y",
        "\0",
        "a\0b",
        "\uD800",
        "\uFFFF",
        "%",
        "%00",
        "%FF%FE",
        "%ED%A0%80",
        "%",
        "%2",
        "+",
        "&",
        "=",
        ";",
        "' OR 1=1 --",
        "'; DROP TABLE payments; --",
        "<script>alert(1)</script>",
        "../../etc/passwd",
        "\r\nSet-Cookie: a=b",
        "0",
        "-1",
        "1",
        "1000",
        "1001",
        "2147483648",
        "99999999999999999999",
        "1e9",
        "0x10",
        "1.5",
        "NaN",
        "∞",
        "-0",
        "2013-02-30",
        "2013-01-01",
        "0000-00-00",
        "9999-12-31",
        "10000-01-01",
        "01/02/2013",
        "2013-01-01T00:00:00Z",
        "json",
        "csv",
        "jsonl",
        "xml",
        "exact",
        "none",
        "true",
        "false",
        "payment",
        "reportedTotal",
        "paidOn",
        "-paidOn",
        "--paidOn",
        "amount",
        "id,amount",
        "supplier",
        "body,month",
        "category,kind,quarter",
        "-sumAmount",
        "id,id,id",
        ",,,",
        "supplier.name",
        "supplier.name.x",
        "raw",
        "contract,decision",
        "2012-13",
        "2012-14",
        "test-council",
        "Zm9v",
        "Zm9vCjEKeAo9eA",
        "AAAA",
        "=====",
        "-1000000000000",
        "1000000000001",
        "0.001",
        ".5",
        "5.",
        "79228162514264337593543950335",
        "٣",
        "𝟙",
        "ﬁ",
        "\u202E",
        "e\u0301",
        "İ",
        "ß",
    ];

    private static readonly string[] HeaderNames =
    [
        "Accept",
        "Accept-Encoding",
        "If-None-Match",
        "If-Modified-Since",
        "If-Match",
        "Range",
        "Content-Type",
        "X-Forwarded-For",
        "X-Forwarded-Host",
        "Forwarded",
        "Origin",
        "User-Agent",
        "Cookie",
        "Expect",
        "Accept-Language",
        "X-HTTP-Method-Override",
    ];

    private static readonly string[] HeaderValues =
    [
        "",
        "*",
        "*/*",
        "text/csv",
        "text/csv;q=0",
        "application/json;q=abc",
        "application/json;q=2",
        ";;;",
        "image/png",
        "text/*",
        "a/b/c",
        "gzip",
        "br;q=0, gzip;q=0",
        "identity;q=0, *;q=0",
        "gzip, br, deflate, zstd",
        "\"",
        "\"a\"",
        "W/\"a\"",
        "\"a",
        "a, b, c",
        "Thu, 01 Jan 1970 00:00:00 GMT",
        "Fri, 31 Dec 9999 23:59:59 GMT",
        "yesterday",
        "bytes=0-0",
        "multipart/form-data",
        "127.0.0.1",
        "evil.example",
        "http://evil.example",
        "null",
        "100-continue",
        "a\tb",
    ];

    private static readonly string[] Methods =
    [
        "GET",
        "GET",
        "GET",
        "GET",
        "GET",
        "GET",
        "HEAD",
        "OPTIONS",
        "POST",
        "PUT",
        "DELETE",
        "PATCH",
        "TRACE",
        "get",
        "BREW",
    ];

    [Fact]
    public async Task Nothing_a_stranger_sends_breaks_the_service()
    {
        await using var register = new GivenRegister(
            ("RateLimit:Enabled", "false"),
            ("Exports:Concurrent", "1000"),
            ("Exports:PerClient", "1000")
        );
        register.Import(
            "a.csv",
            "Date,Supplier Name,Amount\n" + string.Concat(Enumerable.Range(1, 60).Select(n => $"0{n % 9 + 1}/02/2013,S{n % 7},{n}\n"))
        );
        register.Publish();
        var cursors = new List<string>();
        foreach (var list in new[] { "expenditure", "suppliers", "expenditure?sort=amount&", "expenditure?body=test-council&" })
        {
            var page = await register.Get($"/v1/{(list.Contains('?', StringComparison.Ordinal) ? list : list + "?")}limit=2");
            cursors.Add(page.GetProperty("page").GetProperty("next").GetString()!.Split("cursor=")[1].Split('&')[0]);
        }
        var server = register.Server;
        var random = new Random(20121122);
        var requests = Enumerable.Range(0, Requests).Select(_ => Make(random, cursors)).ToList();
        var wrong = new System.Collections.Concurrent.ConcurrentBag<string>();
        var seen = new System.Collections.Concurrent.ConcurrentDictionary<int, int>();

        await Parallel.ForEachAsync(
            requests,
            new ParallelOptions { MaxDegreeOfParallelism = 4, CancellationToken = TestContext.Current.CancellationToken },
            async (request, stop) =>
            {
                var fault = await Fault(server, request, seen, stop);
                if (fault is not null)
                {
                    wrong.Add($"{request}\n    {fault}");
                }
            }
        );

        Assert.True(wrong.IsEmpty, $"{wrong.Count} of {Requests}:\n{string.Join('\n', wrong.Take(10))}");
        Assert.All(
            [200, 304, 400, 404, 405, 406, 413],
            status => Assert.True(seen.ContainsKey(status), $"no {status} among {string.Join(", ", seen)}")
        );
    }

    private static async Task<string?> Fault(
        TestServer server,
        Request request,
        System.Collections.Concurrent.ConcurrentDictionary<int, int> seen,
        CancellationToken stop
    )
    {
        try
        {
            var context = await server.SendAsync(request.Apply, stop);
            using var body = new StreamReader(context.Response.Body);
            var text = await body.ReadToEndAsync(stop);
            var (status, type) = (context.Response.StatusCode, context.Response.ContentType);
            seen.AddOrUpdate(status, 1, (_, n) => n + 1);
            return status switch
            {
                >= 200 and < 400 => null,
                >= 400 and < 500 when type != "application/problem+json" => $"{status} as {type}: {text}",
                >= 400 and < 500 when context.Response.Headers.ContentEncoding.Count > 0 => null,
                >= 400 and < 500 when JsonSerializer.Deserialize<JsonElement>(text).GetProperty("status").GetInt32() == status => null,
                _ => $"{status} {text}",
            };
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return e.ToString();
        }
    }

    private static Request Make(Random random, List<string> cursors)
    {
        var query = new StringBuilder();
        for (var i = random.Next(5); i > 0; i--)
        {
            query.Append(query.Length == 0 ? '?' : '&').Append(Name()).Append('=').Append(Value());
        }
        if (random.Next(100) == 0)
        {
            query.Append(query.Length == 0 ? '?' : '&').Append("q=").Append('a', random.Next(30_000));
        }
        if (random.Next(100) == 0)
        {
            query.Append(query.Length == 0 ? "?id=x" : "").Insert(query.Length, "&id=x", random.Next(300));
        }
        var headers = new List<(string, string)>();
        for (var i = random.Next(4); i > 0; i--)
        {
            headers.Add((Pick(HeaderNames), random.Next(50) == 0 ? new string('a', random.Next(40_000)) : Pick(HeaderValues)));
        }
        var body = random.Next(20) == 0 ? new byte[random.Next(1, 5000)] : [];
        // Some addresses answer only what is asked with a body.
        var path = Pick(Paths).Split('?');
        var asked = path.Length == 1 ? query.ToString() : $"?{path[1]}{query.Replace('?', '&', 0, Math.Min(1, query.Length))}";
        return new(Pick(Methods), path[0], asked, headers, body);

        string Pick(string[] from) => from[random.Next(from.Length)];

        string Name() => random.Next(20) == 0 ? Noise() : Encoded(Pick(Names));

        string Value() =>
            random.Next(10) switch
            {
                0 => Noise(),
                1 => cursors[random.Next(cursors.Count)],
                2 => Encoded(string.Concat(Enumerable.Repeat(Pick(Values), random.Next(1, 120)))),
                3 => Encoded(Pick(Values) + " " + Pick(Values)),
                _ => Encoded(Pick(Values)),
            };

        // Half of it as a careless client would, as it is.
        string Encoded(string text) =>
            random.Next(4) == 0 || text.Contains('\uD800', StringComparison.Ordinal) ? text : Uri.EscapeDataString(text);

        string Noise() =>
            string.Concat(
                Enumerable.Range(0, random.Next(1, 30)).Select(_ => "%" + random.Next(256).ToString("X2", CultureInfo.InvariantCulture))
            );
    }

    private sealed record Request(string Method, string Path, string Query, List<(string Name, string Value)> Headers, byte[] Body)
    {
        public void Apply(HttpContext context)
        {
            context.Request.Method = Method;
            context.Request.Scheme = "http";
            context.Request.Host = new("register.example");
            context.Request.Path = Path;
            context.Request.QueryString = new(Query);
            foreach (var (name, value) in Headers)
            {
                context.Request.Headers.Append(name, value);
            }
            if (Body.Length > 0)
            {
                context.Request.Body = new MemoryStream(Body);
                context.Request.ContentLength = Body.Length;
            }
        }

        public override string ToString() =>
            JsonSerializer.Serialize(
                new
                {
                    Method,
                    Path,
                    Query = Query.Length > 500 ? Query[..500] : Query,
                    Headers = Headers.Select(h => $"{h.Name}: {(h.Value.Length > 100 ? h.Value[..100] : h.Value)}"),
                    Body = Body.Length,
                }
            );
    }
}
