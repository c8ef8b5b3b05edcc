using DecisionsApi.Http;
using DecisionsApi.Publishing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace DecisionsApi.Tests.Publishing;

/// <summary>The file is made when there is none, and anew when the register has moved on and the old one is old enough.</summary>
public sealed class PublishingServiceTests
{
    private const string Spend = "Date,Supplier Name,Amount,Transaction Number\n12/01/2011,A,1,T1\n";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_old_file_is_given_out_until_the_new_one_is_due()
    {
        var clock = new HandTime();
        await using var register = new GivenRegister { Clock = clock };
        register.Import("a.csv", Spend);
        using var publisher = new RegisterPublisher(register.Database, new(register.Database), clock);
        using var service = new PublishingService(publisher, Settings(hours: 24), clock, NullLogger<PublishingService>.Instance);

        var first = service.Step(Stop);
        var unchanged = service.Step(Stop);
        clock.Now += TimeSpan.FromHours(23);
        register.Import("b.csv", Spend.Replace("T1", "T2", StringComparison.Ordinal));
        var early = service.Step(Stop);
        var served = await Tag(register);
        clock.Now += TimeSpan.FromHours(1);
        var second = service.Step(Stop);
        clock.Now += TimeSpan.FromDays(7);
        var nothingNew = service.Step(Stop);

        Assert.Equal((null, null, null), (unchanged, early, nothingNew));
        Assert.Equal($"\"{first!.Sha256}\"", served);
        Assert.Equal($"\"{second!.Sha256}\"", await Tag(register));
        Assert.True(second.Sequence > first.Sequence);
        using var copy = new SqliteCopy(second.Path);
        Assert.Equal(["2"], copy.Texts("SELECT count(*) FROM expenditure"));
    }

    [Fact]
    public async Task Without_patience_every_change_makes_a_new_one()
    {
        await using var register = new GivenRegister();
        using var publisher = new RegisterPublisher(register.Database, new(register.Database), new FixedTime());
        using var service = new PublishingService(publisher, Settings(hours: 0), new FixedTime(), NullLogger<PublishingService>.Instance);

        register.Import("a.csv", Spend);
        var first = service.Step(Stop);
        register.Import("b.csv", Spend.Replace("T1", "T2", StringComparison.Ordinal));
        var second = service.Step(Stop);

        Assert.NotEqual(first!.Sha256, second!.Sha256);
        Assert.False(File.Exists(first.Path));
    }

    [Fact]
    public async Task What_cannot_be_written_is_logged_and_tried_again()
    {
        await using var register = new GivenRegister();
        register.Import("a.csv", Spend);
        var files = new PublishedFiles(register.Database);
        using var publisher = new RegisterPublisher(register.Database, files, new FixedTime());
        var log = new Recorder();
        using var service = new PublishingService(publisher, Settings(hours: 24), new FixedTime(), log);
        Directory.CreateDirectory(files.Packed);

        var failed = service.Step(Stop);
        Directory.Delete(files.Packed);
        var made = service.Step(Stop);

        Assert.Null(failed);
        Assert.NotNull(made);
        Assert.Equal([LogLevel.Error, LogLevel.Information], log.Levels);
    }

    [Theory]
    [InlineData("true", 1)]
    [InlineData("false", 0)]
    public async Task A_setting_says_whether_the_service_makes_it(string setting, int services)
    {
        await using var register = new GivenRegister(("Exports:Register", setting));

        var made = register.Server.Services.GetServices<IHostedService>().OfType<PublishingService>().ToList();
        foreach (var service in made)
        {
            await service.StopAsync(Stop);
        }

        Assert.Equal(services, made.Count);
    }

    [Fact]
    public async Task That_it_is_stopped_half_way_is_no_error()
    {
        await using var register = new GivenRegister();
        register.Import("a.csv", Spend);
        using var publisher = new RegisterPublisher(register.Database, new(register.Database), new FixedTime());
        var log = new Recorder();
        using var service = new PublishingService(publisher, Settings(hours: 24), new FixedTime(), log);
        using var stop = new CancellationTokenSource();
        await stop.CancelAsync();

        var made = service.Step(stop.Token);

        Assert.Null(made);
        Assert.Empty(log.Levels);
    }

    [Fact]
    public async Task It_begins_with_the_service()
    {
        await using var register = new GivenRegister();
        register.Import("a.csv", Spend);
        using var publisher = new RegisterPublisher(register.Database, new(register.Database), new FixedTime());
        var log = new Recorder();
        using var service = new PublishingService(publisher, Settings(hours: 24), TimeProvider.System, log);

        await service.StartAsync(Stop);
        await log.First.WaitAsync(Stop);
        await service.StopAsync(Stop);

        Assert.Equal([LogLevel.Information], log.Levels);
        Assert.NotNull(await Tag(register));
    }

    private static ServiceSettings Settings(double hours) => new() { Exports = new() { RegisterHours = hours } };

    private static async Task<string?> Tag(GivenRegister register)
    {
        using var request = new HttpRequestMessage(HttpMethod.Head, new Uri("/v1/exports/register.sqlite", UriKind.Relative));
        using var response = await register.Client.SendAsync(request, Stop);
        return response.Headers.ETag?.Tag;
    }

    /// <summary>What was logged, and when there was something.</summary>
    private sealed class Recorder : ILogger<PublishingService>
    {
        private readonly TaskCompletionSource _first = new();

        public List<LogLevel> Levels { get; } = [];

        public Task First => _first.Task;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter
        )
        {
            Levels.Add(logLevel);
            _first.TrySetResult();
        }
    }
}
