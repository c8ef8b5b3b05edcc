using System.Net;
using System.Text.Json;
using DecisionsApi.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace DecisionsApi.Tests.Http;

public sealed class AdmissionTests
{
    private static readonly Uri Payments = new("/v1/expenditure", UriKind.Relative);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_finds_no_place_is_told_to_come_again()
    {
        await using var register = new GivenRegister(("Requests:Concurrent", "1"), ("Requests:Waiting", "0"));
        using var first = await register.Client.GetAsync(Payments, Stop);
        using (await PlaceOf(register, "192.0.2.1"))
        {
            using var refused = await register.Client.GetAsync(new Uri("/v1/expenditure?limit=1", UriKind.Relative), Stop);
            using var health = await register.Client.GetAsync(new Uri("/health/ready", UriKind.Relative), Stop);
            using var request = new HttpRequestMessage(HttpMethod.Get, Payments);
            request.Headers.IfNoneMatch.Add(first.Headers.ETag!);
            using var unchanged = await register.Client.SendAsync(request, Stop);

            Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
            Assert.Equal(TimeSpan.FromSeconds(2), refused.Headers.RetryAfter!.Delta);
            Assert.Equal("/problems/overloaded", await TypeOf(refused));
            Assert.Equal(HttpStatusCode.OK, health.StatusCode);
            Assert.Equal(HttpStatusCode.NotModified, unchanged.StatusCode);
        }

        using var again = await register.Client.GetAsync(new Uri("/v1/expenditure?limit=1", UriKind.Relative), Stop);
        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
    }

    [Fact]
    public async Task A_request_waits_for_its_turn()
    {
        await using var register = new GivenRegister(("Requests:Concurrent", "1"), ("Requests:WaitSeconds", "60"));
        var place = await PlaceOf(register, "192.0.2.1");
        var waiting = register.Client.GetAsync(Payments, Stop);

        place.Dispose();
        using var response = await waiting;

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task It_waits_no_longer_than_it_may()
    {
        await using var register = new GivenRegister(("Requests:Concurrent", "1")) { Clock = new NoTimeLeft() };
        using var place = await PlaceOf(register, "192.0.2.1");

        using var response = await register.Client.GetAsync(Payments, Stop);

        Assert.Equal("/problems/overloaded", await TypeOf(response));
    }

    [Fact]
    public async Task One_client_has_half_of_the_places()
    {
        await using var register = new GivenRegister(("Requests:Concurrent", "4"), ("Requests:Waiting", "0"));
        using var first = await PlaceOf(register, "192.0.2.1");
        using var second = await PlaceOf(register, "192.0.2.1");
        using var third = await PlaceOf(register, "192.0.2.1");
        using var another = await PlaceOf(register, "192.0.2.2");

        Assert.Equal((true, true, false, true), (first.IsAcquired, second.IsAcquired, third.IsAcquired, another.IsAcquired));
    }

    [Fact]
    public async Task A_single_record_does_not_wait_behind_lists()
    {
        await using var register = new GivenRegister(("Requests:Concurrent", "1"), ("Requests:Waiting", "0"));
        using var place = await PlaceOf(register, "192.0.2.1");

        using var record = await register.Client.GetAsync(new Uri($"/v1/bodies/{GivenRegister.Council}", UriKind.Relative), Stop);

        Assert.Equal(HttpStatusCode.NotFound, record.StatusCode);
    }

    private static async Task<System.Threading.RateLimiting.RateLimitLease> PlaceOf(GivenRegister register, string address)
    {
        var client = new DefaultHttpContext();
        client.Connection.RemoteIpAddress = IPAddress.Parse(address);
        return await register.Server.Services.GetRequiredService<Admission>().Enter(client);
    }

    private static async Task<string?> TypeOf(HttpResponseMessage response)
    {
        using var problem = JsonDocument.Parse(await response.Content.ReadAsStringAsync(Stop));
        return problem.RootElement.GetProperty("type").GetString();
    }
}
