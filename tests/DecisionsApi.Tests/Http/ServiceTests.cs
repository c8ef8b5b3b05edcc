using System.Text.Json;

namespace DecisionsApi.Tests.Http;

public sealed class ServiceTests
{
    [Fact]
    public async Task The_committed_contract_is_the_one_served()
    {
        await using var register = new GivenRegister();

        var served = await register.Client.GetStringAsync(
            new Uri("/openapi/decisions-api.json", UriKind.Relative),
            TestContext.Current.CancellationToken
        );

        var committed = Path.Combine(Repository.Root, "openapi", "decisions-api.json");
        Snapshot.Compare(served, committed, Path.ChangeExtension(committed, ".received.json"));
    }

    [Fact]
    public async Task A_small_list_looks_like_this()
    {
        await using var register = new GivenRegister();
        register.Import("a.csv", "Date,Supplier Name,Amount\n01/02/2013,REDACTED PERSONAL DATA,12.005\n,B Ltd,-3\n");

        Snapshot.Match(
            await register.Client.GetStringAsync(
                new Uri("/v1/expenditure?include=raw&limit=1", UriKind.Relative),
                TestContext.Current.CancellationToken
            )
        );
    }

    [Theory]
    [InlineData("/health/live", "live")]
    [InlineData("/health/ready", "ready")]
    public async Task Says_how_it_is(string path, string status)
    {
        await using var register = new GivenRegister();

        Assert.Equal(status, (await register.Get(path)).GetProperty("status").GetString());
    }

    [Fact]
    public async Task Counts_what_it_holds()
    {
        await using var register = new GivenRegister();
        register.Import("a.csv", "Date,Supplier Name,Amount\n01/02/2013,A,12.005\n,B Ltd,-3\n");

        var status = await register.Get("/v1/status");

        Assert.Equal(
            (3, 2, 1),
            (
                status.GetProperty("sequence").GetInt64(),
                status.GetProperty("expenditure").GetInt64(),
                status.GetProperty("sources").GetInt64()
            )
        );
        Assert.Equal("{\"amountRounded\":1,\"dateMissing\":1}", status.GetProperty("issues").GetRawText());
    }

    [Theory]
    [InlineData("GET", "/v1/nothing", 404)]
    [InlineData("GET", "/v1/expenditure/nothing", 404)]
    [InlineData("GET", "/v1/suppliers/nothing", 404)]
    [InlineData("GET", "/v1/bodies/nothing", 404)]
    [InlineData("GET", "/v1/sources/nothing", 404)]
    [InlineData("GET", "/v1/sources/nothing/original", 404)]
    [InlineData("GET", "/v1/expenditure/nothing/versions", 404)]
    [InlineData("POST", "/v1/expenditure", 405)]
    public async Task Every_error_is_a_problem_document_with_a_page(string method, string path, int status)
    {
        await using var register = new GivenRegister();
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(path, UriKind.Relative));

        using var response = await register.Client.SendAsync(request, TestContext.Current.CancellationToken);

        var problem = JsonSerializer.Deserialize<JsonElement>(
            await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)
        );
        Assert.Equal((status, "application/problem+json"), ((int)response.StatusCode, response.Content.Headers.ContentType?.MediaType));
        Assert.Equal(status, problem.GetProperty("status").GetInt32());
        using var page = await register.Client.GetAsync(
            new Uri(problem.GetProperty("type").GetString()!, UriKind.Relative),
            TestContext.Current.CancellationToken
        );
        Assert.Equal(200, (int)page.StatusCode);
    }

    [Fact]
    public async Task A_query_that_takes_too_long_is_stopped()
    {
        await using var register = new GivenRegister();
        using var stop = new CancellationTokenSource();
        using var reading = register.Database.Read(stop.Token);
        stop.CancelAfter(TimeSpan.FromMilliseconds(50));

        var stopped = Assert.ThrowsAny<Exception>(() =>
            Dapper.SqlMapper.ExecuteScalar<long>(
                reading.Connection,
                "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"
            )
        );

        Assert.True(Data.Database.IsInterrupted(stopped));
    }
}
