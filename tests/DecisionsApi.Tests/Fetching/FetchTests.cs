using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using DecisionsApi.Fetching;
using DecisionsApi.Importing;
using DecisionsApi.Tests.Verbs;
using DecisionsApi.Verbs;
using Microsoft.AspNetCore.Http;

namespace DecisionsApi.Tests.Fetching;

/// <summary>Fetching from a real server that misbehaves in every way a server can.</summary>
public sealed class FetchTests
{
    private static readonly FetchSettings Quick = new()
    {
        AllowPrivate = true,
        Retries = 2,
        RetryAfter = TimeSpan.FromMilliseconds(1),
        AttemptWithin = TimeSpan.FromSeconds(20),
        HeadersWithin = TimeSpan.FromSeconds(20),
        FailuresToBreak = 100,
    };

    [Fact]
    public async Task A_file_is_fetched_imported_and_traced_to_its_address()
    {
        await using var given = await Given.Start();
        var url = given.Server.On("spend-2011-01.csv");

        var report = (await given.Fetch(url)).Single();

        Assert.Equal(("imported", 1), (report.Outcome, report.Tables!.Single().Rows!.Saved));
        var source = (await given.Register.Walk("/v1/sources")).Single();
        Assert.Equal((url, "spend-2011-01.csv"), (source.GetProperty("url").GetString(), source.GetProperty("file").GetString()));
        Assert.Equal("2026-01-02T03:04:05Z", source.GetProperty("retrievedAt").GetString());
        Assert.Equal(MisbehavingServer.Spend, await given.Register.GetText($"/v1/sources/{source.GetProperty("id").GetString()}/original"));
    }

    [Theory]
    [InlineData(500)]
    [InlineData(503)]
    [InlineData(408)]
    [InlineData(429)]
    public async Task A_failure_that_passes_is_waited_out(int status)
    {
        await using var given = await Given.Start();
        var url = given.Server.On(
            "a.csv",
            (context, call) =>
            {
                if (call < 3)
                {
                    context.Response.StatusCode = status;
                    context.Response.Headers.RetryAfter = "0";
                    return Task.CompletedTask;
                }
                return context.Response.WriteAsync(MisbehavingServer.Spend);
            }
        );

        Assert.Equal("imported", (await given.Fetch(url)).Single().Outcome);
        Assert.Equal(3, given.Server.Calls("a.csv"));
    }

    [Theory]
    [InlineData(500, 3)]
    [InlineData(404, 1)]
    [InlineData(403, 1)]
    public async Task A_failure_that_stays_is_told_and_asked_again_only_where_it_helps(int status, int calls)
    {
        await using var given = await Given.Start();
        var url = given.Server.On(
            "a.csv",
            (context, _) =>
            {
                context.Response.StatusCode = status;
                return Task.CompletedTask;
            }
        );

        var report = (await given.Fetch(url)).Single();

        Assert.Equal(("failed", "httpStatus", calls), (report.Outcome, report.Error!.Code, given.Server.Calls("a.csv")));
        Assert.Contains($"{status}", report.Error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_asks_for_too_long_a_wait_is_left_for_the_next_run()
    {
        await using var given = await Given.Start();
        var url = given.Server.On(
            "a.csv",
            (context, _) =>
            {
                context.Response.StatusCode = 429;
                context.Response.Headers.RetryAfter = "3600";
                return Task.CompletedTask;
            }
        );

        var report = (await given.Fetch(url)).Single();

        Assert.Equal(("tryLater", 1), (report.Error!.Code, given.Server.Calls("a.csv")));
    }

    [Fact]
    public void A_wait_is_asked_for_in_seconds_or_by_a_date()
    {
        var now = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

        Assert.Equal(TimeSpan.FromSeconds(7), Downloader.WaitOf(new(TimeSpan.FromSeconds(7)), now));
        Assert.Equal(TimeSpan.FromMinutes(1), Downloader.WaitOf(new(now.AddMinutes(1)), now));
        Assert.Equal(TimeSpan.Zero, Downloader.WaitOf(new(now.AddMinutes(-1)), now));
        Assert.Null(Downloader.WaitOf(null, now));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_answer_that_does_not_come_is_given_up(bool afterHeaders)
    {
        await using var given = await Given.Start();
        var url = given.Server.On(
            "a.csv",
            async (context, _) =>
            {
                if (afterHeaders)
                {
                    await context.Response.WriteAsync("Date,", context.RequestAborted);
                    await context.Response.Body.FlushAsync(context.RequestAborted);
                }
                await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
            }
        );
        var settings = Quick with { Retries = 1, AttemptWithin = TimeSpan.FromMilliseconds(afterHeaders ? 150 : 20_000) };

        var report = (await given.Fetch(settings with { HeadersWithin = TimeSpan.FromMilliseconds(150) }, url)).Single();

        Assert.Equal(("failed", "timeout", 2), (report.Outcome, report.Error!.Code, given.Server.Calls("a.csv")));
    }

    [Fact]
    public async Task A_body_that_breaks_off_is_asked_for_again_and_never_imported_in_part()
    {
        await using var given = await Given.Start();
        var url = given.Server.On(
            "a.csv",
            async (context, call) =>
            {
                context.Response.ContentLength = MisbehavingServer.Spend.Length;
                await context.Response.WriteAsync(call == 1 ? MisbehavingServer.Spend[..^5] : MisbehavingServer.Spend);
                if (call == 1)
                {
                    await context.Response.Body.FlushAsync();
                    context.Abort();
                }
            }
        );

        var report = (await given.Fetch(url)).Single();

        Assert.Equal(("imported", 2), (report.Outcome, given.Server.Calls("a.csv")));
        Assert.Equal(MisbehavingServer.Spend.Length, report.SizeBytes);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_file_that_is_too_large_is_refused_whether_it_says_so_or_not(bool said)
    {
        await using var given = await Given.Start();
        var url = given.Server.On(
            "a.csv",
            async (context, _) =>
            {
                context.Response.ContentLength = said ? 100_000 : null;
                for (var n = 0; n < 100 && !context.RequestAborted.IsCancellationRequested; n++)
                {
                    await context.Response.Body.WriteAsync(new byte[1000]);
                }
            }
        );

        var report = (await given.Fetch(Quick with { MaxBytes = 10_000 }, url)).Single();

        Assert.Equal(("failed", "tooLarge", 1), (report.Outcome, report.Error!.Code, given.Server.Calls("a.csv")));
    }

    [Fact]
    public async Task A_page_of_an_error_that_says_200_is_no_file_and_is_asked_for_again_next_time()
    {
        await using var given = await Given.Start();
        var url = given.Server.On(
            "a.csv",
            (context, call) =>
            {
                context.Response.Headers.ETag = "\"same\"";
                return context.Response.WriteAsync(call == 1 ? "<!doctype html><p>Sorry" : MisbehavingServer.Spend);
            }
        );

        var first = (await given.Fetch(url)).Single();
        var second = (await given.Fetch(url)).Single();

        Assert.Equal(("failed", "notATable", "imported"), (first.Outcome, first.Error!.Code, second.Outcome));
        Assert.All(given.Server.Requests, r => Assert.Null(r.IfNoneMatch));
    }

    [Fact]
    public async Task Redirects_are_followed_and_the_file_is_that_of_its_first_address()
    {
        await using var given = await Given.Start();
        given.Server.On("b.csv");
        var url = given.Server.On("a.csv", Redirect("/b.csv", 302));

        var report = (await given.Fetch(url)).Single();

        Assert.Equal(("imported", url), (report.Outcome, report.Url));
    }

    [Theory]
    [InlineData("/a.csv", "tooManyRedirects")]
    [InlineData("file:///etc/passwd", "addressRefused")]
    [InlineData("ftp://example.org/a.csv", "addressRefused")]
    public async Task Redirects_that_lead_nowhere_are_refused(string location, string code)
    {
        await using var given = await Given.Start();
        var url = given.Server.On("a.csv", Redirect(location, 301));

        Assert.Equal(code, (await given.Fetch(url)).Single().Error!.Code);
    }

    [Theory]
    [InlineData("http://127.0.0.1:{0}/a.csv")]
    [InlineData("http://localhost:{0}/a.csv")]
    [InlineData("http://[::1]:{0}/a.csv")]
    [InlineData("http://[::ffff:127.0.0.1]:{0}/a.csv")]
    [InlineData("http://2130706433:{0}/a.csv")]
    public async Task Addresses_of_this_machine_are_refused_however_they_are_written(string url)
    {
        await using var given = await Given.Start();
        given.Server.On("a.csv");
        var written = string.Format(System.Globalization.CultureInfo.InvariantCulture, url, given.Server.Address.Port);

        var report = (await given.Fetch(Quick with { AllowPrivate = false }, written)).Single();

        Assert.Equal(("failed", "addressRefused"), (report.Outcome, report.Error!.Code));
        Assert.Empty(given.Server.Requests);
    }

    [Theory]
    [InlineData("8.8.8.8", true)]
    [InlineData("2606:4700::1111", true)]
    [InlineData("172.32.0.1", true)]
    [InlineData("0.0.0.0", false)]
    [InlineData("10.1.2.3", false)]
    [InlineData("100.64.0.1", false)]
    [InlineData("127.8.8.8", false)]
    [InlineData("169.254.169.254", false)]
    [InlineData("172.16.0.1", false)]
    [InlineData("172.31.255.255", false)]
    [InlineData("192.168.1.1", false)]
    [InlineData("198.18.0.1", false)]
    [InlineData("224.0.0.1", false)]
    [InlineData("255.255.255.255", false)]
    [InlineData("::", false)]
    [InlineData("::1", false)]
    [InlineData("::ffff:10.0.0.1", false)]
    [InlineData("::ffff:8.8.8.8", true)]
    [InlineData("64:ff9b::a00:1", false)]
    [InlineData("64:ff9b::808:808", true)]
    [InlineData("2002:a00:1::1", false)]
    [InlineData("fc00::1", false)]
    [InlineData("fe80::1", false)]
    [InlineData("ff02::1", false)]
    public void Public_addresses_are_told_from_others(string address, bool isPublic) =>
        Assert.Equal(isPublic, PublicAddresses.IsPublic(IPAddress.Parse(address)));

    [Fact]
    public async Task A_file_that_has_not_changed_is_not_sent_again()
    {
        await using var given = await Given.Start();
        var url = given.Server.On(
            "a.csv",
            (context, _) =>
            {
                context.Response.Headers.ETag = "\"one\"";
                context.Response.Headers.LastModified = "Sat, 01 Jan 2011 00:00:00 GMT";
                if (context.Request.Headers.IfNoneMatch == "\"one\"")
                {
                    context.Response.StatusCode = 304;
                    return Task.CompletedTask;
                }
                return context.Response.WriteAsync(MisbehavingServer.Spend);
            }
        );

        var first = (await given.Fetch(url)).Single();
        var second = (await given.Fetch(url)).Single();

        Assert.Equal(("imported", "notModified", first.Sha256), (first.Outcome, second.Outcome, second.Sha256));
        Assert.Equal("Sat, 01 Jan 2011 00:00:00 GMT", given.Server.Requests.Last().IfModifiedSince);
    }

    [Fact]
    public async Task The_same_bytes_again_are_not_imported_again_and_other_bytes_are_a_new_version()
    {
        await using var given = await Given.Start();
        var url = given.Server.On(
            "a.csv",
            (context, call) =>
                context.Response.WriteAsync(
                    call < 3 ? MisbehavingServer.Spend : MisbehavingServer.Spend.Replace(",1,", ",2,", StringComparison.Ordinal)
                )
        );

        await given.Fetch(url);

        Assert.Equal("unchanged", (await given.Fetch(url)).Single().Outcome);
        Assert.Equal("imported", (await given.Fetch(url)).Single().Outcome);
        Assert.Equal(2.00m, (await given.Register.Walk("/v1/expenditure")).Single().GetProperty("amount").GetDecimal());
    }

    [Fact]
    public async Task A_file_that_has_not_changed_gets_the_licence_the_manifest_has_now()
    {
        await using var given = await Given.Start();
        var url = given.Server.On("a.csv");
        given.Licence = "One licence";
        await given.Fetch(url);
        var before = (await given.Register.Get("/v1/status")).GetProperty("sequence").GetInt64();
        given.Licence = "Another licence";

        var outcomes = new[] { (await given.Fetch(url)).Single().Outcome, (await given.Fetch(url)).Single().Outcome };

        Assert.Equal(["unchanged", "unchanged"], outcomes);
        var source = (await given.Register.Walk("/v1/sources")).Single();
        Assert.Equal("Another licence", source.GetProperty("licence").GetProperty("name").GetString());
        Assert.Equal(before + 1, (await given.Register.Get("/v1/status")).GetProperty("sequence").GetInt64());
        Assert.Empty(given.Register.Faults());
    }

    [Fact]
    public async Task A_source_that_fails_never_stops_the_rest()
    {
        await using var given = await Given.Start();
        var urls = new[]
        {
            given.Server.On("a-2011-01.csv"),
            given.Server.Address + "missing.csv",
            given.Server.On("b-2011-02.csv", MisbehavingServer.Spend.Replace("/01/", "/02/", StringComparison.Ordinal)),
        };

        var reports = await given.Fetch(urls);

        Assert.Equal(["imported", "failed", "imported"], reports.Select(r => r.Outcome));
        Assert.Equal(urls, reports.Select(r => r.Url));
    }

    [Fact]
    public async Task A_run_that_was_broken_off_goes_on_after_what_it_had_done()
    {
        await using var given = await Given.Start();
        var urls = Enumerable
            .Range(1, 12)
            .Select(n =>
                given.Server.On($"a-2011-{n:00}.csv", MisbehavingServer.Spend.Replace("/01/", $"/{n:00}/", StringComparison.Ordinal))
            )
            .ToArray();

        var before = await given.Fetch(Quick with { AtATime = 1 }, urls, stopAfter: 3);
        var after = await given.Fetch(urls);
        var again = await given.Fetch(urls);

        Assert.Equal(3, before.Count);
        Assert.Equal(["alreadyDone", "alreadyDone", "alreadyDone"], after.Take(3).Select(r => r.Outcome));
        Assert.All(after.Skip(3), r => Assert.Equal("imported", r.Outcome));
        Assert.All(again, r => Assert.Equal("unchanged", r.Outcome));
        Assert.Equal(2, given.Server.Calls("a-2011-01.csv"));
    }

    [Fact]
    public async Task A_host_that_keeps_failing_is_left_alone()
    {
        await using var given = await Given.Start();
        var urls = Enumerable
            .Range(0, 10)
            .Select(n =>
                given.Server.On(
                    $"{n}.csv",
                    (context, _) =>
                    {
                        context.Response.StatusCode = 500;
                        return Task.CompletedTask;
                    }
                )
            )
            .ToArray();

        var reports = await given.Fetch(Quick with { Retries = 1, FailuresToBreak = 4, AtATime = 1 }, urls);

        Assert.Contains(reports, r => r.Error!.Code == "hostFailing");
        Assert.True(given.Server.Requests.Count < 20, $"{given.Server.Requests.Count} requests");
    }

    [Fact]
    public async Task No_more_than_so_many_downloads_from_a_host_at_a_time()
    {
        await using var given = await Given.Start();
        int now = 0,
            most = 0;
        var gate = new SemaphoreSlim(0);
        var urls = Enumerable
            .Range(0, 6)
            .Select(n =>
                given.Server.On(
                    $"a-2011-{n + 1:00}.csv",
                    async (context, _) =>
                    {
                        most = Math.Max(most, Interlocked.Increment(ref now));
                        if (most < 2)
                        {
                            await gate.WaitAsync(context.RequestAborted);
                        }
                        gate.Release();
                        await context.Response.WriteAsync(
                            MisbehavingServer.Spend.Replace("/01/", $"/{n + 1:00}/", StringComparison.Ordinal)
                        );
                        Interlocked.Decrement(ref now);
                    }
                )
            )
            .ToArray();

        var reports = await given.Fetch(Quick with { AtATime = 6, AtATimePerHost = 2 }, urls);

        Assert.All(reports, r => Assert.Equal("imported", r.Outcome));
        Assert.Equal(2, most);
    }

    [Theory]
    [InlineData("6h", 6 * 60)]
    [InlineData("30m", 30)]
    [InlineData("1d", 24 * 60)]
    [InlineData("6", null)]
    [InlineData("0h", null)]
    [InlineData("-1h", null)]
    [InlineData("h", null)]
    [InlineData("6 hours", null)]
    public void An_interval_is_a_number_and_a_unit(string text, int? minutes) =>
        Assert.Equal(minutes, (int?)FetchVerb.IntervalOf(text)?.TotalMinutes);

    [Fact]
    public async Task The_verb_reports_each_address_and_leaves_with_1_where_one_failed()
    {
        await using var given = await Given.Start();
        var folder = given.Register.Folder;
        var good = given.Server.On("a-2011-01.csv");
        var stop = TestContext.Current.CancellationToken;
        await File.WriteAllTextAsync(Path.Combine(folder, "appsettings.json"), """{"Fetch": {"AllowPrivate": true, "Retries": 1}}""", stop);
        await File.WriteAllTextAsync(Path.Combine(folder, "good.json"), $$"""[{"publisher": "x", "url": "{{good}}"}]""", stop);
        await File.WriteAllTextAsync(
            Path.Combine(folder, "sources.json"),
            $$"""[{"publisher": "x", "url": ["{{good}}", "{{given.Server.Address}}missing.csv"]}]""",
            stop
        );

        var first = await Cli.Run(folder, ["fetch", "--sources", "good.json", "--report", "json"]);
        var second = await Cli.Run(folder, ["fetch"]);

        Assert.Equal(
            (0, "imported"),
            (first.Exit, JsonSerializer.Deserialize<JsonElement>(first.Out)[0].GetProperty("outcome").GetString())
        );
        Assert.Equal(1, second.Exit);
        Assert.Contains("failed (httpStatus)", second.Out, StringComparison.Ordinal);
        Assert.Contains("1 unchanged, 1 failed", second.Out, StringComparison.Ordinal);
    }

    private static Func<HttpContext, int, Task> Redirect(string location, int status) =>
        (context, _) =>
        {
            context.Response.StatusCode = status;
            context.Response.Headers.Location = location;
            return Task.CompletedTask;
        };

    private sealed class Given : IAsyncDisposable
    {
        public required MisbehavingServer Server { get; init; }

        public GivenRegister Register { get; } = new();

        public string? Licence { get; set; }

        public static async Task<Given> Start() => new() { Server = await MisbehavingServer.Start() };

        public Task<List<FetchReport>> Fetch(params string[] urls) => Fetch(Quick, urls);

        public Task<List<FetchReport>> Fetch(FetchSettings settings, params string[] urls) => Fetch(settings, urls, int.MaxValue);

        public async Task<List<FetchReport>> Fetch(FetchSettings settings, string[] urls, int stopAfter)
        {
            var manifest = Path.Combine(Register.Folder, SourceManifest.FileName);
            await File.WriteAllTextAsync(
                manifest,
                JsonSerializer.Serialize(
                    new[]
                    {
                        new
                        {
                            publisher = "test-council",
                            url = urls,
                            licence = Licence,
                        },
                    }
                ),
                TestContext.Current.CancellationToken
            );
            using var downloader = new Downloader(settings, TimeProvider.System);
            var importer = new Importer(Register.Database, Api.Kinds, new FixedTime());
            var fetcher = new Fetcher(Register.Database, importer, downloader, settings, new FixedTime());
            var reports = new List<FetchReport>();
            await foreach (var report in fetcher.Run(Api.Kinds.Manifest(manifest), new(), TestContext.Current.CancellationToken))
            {
                reports.Add(report);
                if (reports.Count == stopAfter)
                {
                    break;
                }
            }
            return reports;
        }

        public async ValueTask DisposeAsync()
        {
            await Server.DisposeAsync();
            await Register.DisposeAsync();
        }
    }
}
