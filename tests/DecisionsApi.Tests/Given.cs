using System.Text;
using System.Text.Json;
using DecisionsApi.Data;
using DecisionsApi.Importing;
using DecisionsApi.Publishing;
using DecisionsApi.Verbs;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace DecisionsApi.Tests;

/// <summary>A register in a folder of its own: a real database file, the real importer, the real service.</summary>
internal sealed class GivenRegister : IAsyncDisposable
{
    public const string Council = "test-council";
    private readonly Importer _importer;
    private readonly Dictionary<string, string?> _settings;
    private WebApplication? _app;

    public GivenRegister(params (string Name, string Value)[] settings)
    {
        _settings = settings.ToDictionary(s => s.Name, s => (string?)s.Value);
        _settings.TryAdd("AccessLog", "false");
        // Made when a test asks for it, not beside it.
        _settings.TryAdd("Exports:Register", "false");
        Folder = Directory.CreateTempSubdirectory("decisions-").FullName;
        Database = new(Path.Combine(Folder, "register.db"), new FixedTime());
        Migrations.Apply(Database);
        _importer = new(Database, Api.Kinds, new FixedTime());
    }

    public string Folder { get; }

    public Database Database { get; }

    /// <summary>The clock of the service; null for the real one.</summary>
    public TimeProvider? Clock { get; init; }

    /// <summary>The clock of imports; one that stands unless given.</summary>
    public TimeProvider ImportClock
    {
        init => _importer = new(Database, Api.Kinds, value);
    }

    /// <summary>The service over this register.</summary>
    public HttpClient Client => Server.CreateClient();

    /// <summary>The service over this register, for requests no client would send.</summary>
    public TestServer Server
    {
        get
        {
            if (_app is null)
            {
                var builder = Builder();
                builder.WebHost.UseTestServer();
                _app = ServeVerb.Build(builder, Database);
                _app.StartAsync().GetAwaiter().GetResult();
            }
            return _app.GetTestServer();
        }
    }

    /// <summary>The service over this register on a port of its own, behind the real server.</summary>
    public async Task<WebApplication> Serve()
    {
        var builder = Builder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = ServeVerb.Build(builder, Database);
        await app.StartAsync();
        return app;
    }

    private WebApplicationBuilder Builder()
    {
        var builder = WebApplication.CreateBuilder();
        builder.Configuration.AddInMemoryCollection(_settings);
        if (Clock is not null)
        {
            builder.Services.AddSingleton(Clock);
        }
        RecordedTraffic.AddTo(builder.Services);
        return builder;
    }

    public TableReport Import(string name, string text, ImportOptions? options = null) =>
        Import(name, Encoding.UTF8.GetBytes(text), options);

    public TableReport Import(string name, byte[] bytes, ImportOptions? options = null)
    {
        var path = Path.Combine(Folder, name);
        File.WriteAllBytes(path, bytes);
        options ??= new();
        var report = _importer.Import([path], options with { Body = options.Body ?? Council }, (_, _) => { }).Single();
        return report with { File = name, Seconds = null };
    }

    /// <summary>Imports what the program ships.</summary>
    public GivenRegister Shipped()
    {
        foreach (var report in _importer.Import([Path.Combine(Repository.Root, "data")], new(), (_, _) => { }))
        {
            Assert.True(
                report.Skipped is not null || report is { Error: null, Rejected.Count: 0 },
                $"{report.File}: {report.Error?.Message}"
            );
        }
        return this;
    }

    /// <summary>Makes the register's file.</summary>
    public PublishedFile Publish()
    {
        using var publisher = new RegisterPublisher(Database, new(Database), Clock ?? new FixedTime());
        return publisher.Make(TestContext.Current.CancellationToken)!;
    }

    /// <summary>Everything under a path; body and file names as they are.</summary>
    public List<TableReport> ImportAll(string path, ImportOptions? options = null) =>
        [.. _importer.Import([path], options ?? new(), (_, _) => { })];

    /// <summary>What contradicts the rules of the register.</summary>
    public IReadOnlyList<string> Faults()
    {
        using var connection = Database.Write();
        return [.. Database.Faults(connection), .. Register.CheckSql.Faults(connection)];
    }

    public TableReport ImportFile(string path, string body) => _importer.Import([path], new() { Body = body }, (_, _) => { }).Single();

    /// <summary>Takes in what the program ships, as it does on first use.</summary>
    public IReadOnlyList<TableReport> ImportShipped() =>
        [.. _importer.Import([Path.Combine(AppContext.BaseDirectory, "data")], new(), (_, _) => { })];

    /// <summary>A JSON answer that must be a success.</summary>
    public async Task<JsonElement> Get(string path)
    {
        using var response = await Client.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(response.IsSuccessStatusCode, $"{path}: {(int)response.StatusCode} {text}");
        return JsonSerializer.Deserialize<JsonElement>(text);
    }

    /// <summary>The text of an answer.</summary>
    public Task<string> GetText(string path) =>
        Client.GetStringAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);

    /// <summary>Every record of a list, page by page.</summary>
    public async Task<List<JsonElement>> Walk(string path)
    {
        var records = new List<JsonElement>();
        for (var next = path; next is not null; )
        {
            var page = await Get(next);
            records.AddRange(page.GetProperty("data").EnumerateArray());
            next = page.GetProperty("page").GetProperty("next").GetString();
        }
        return records;
    }

    public async ValueTask DisposeAsync()
    {
        if (_app is not null)
        {
            await _app.DisposeAsync();
        }
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(Folder, recursive: true);
    }
}

/// <summary>The register as it is shipped, shared by the tests of a class; they only read it.</summary>
public sealed class ShippedRegister : IAsyncDisposable
{
    public ShippedRegister()
    {
        foreach (var report in Register.ImportShipped())
        {
            Assert.True(report.Error is null && report.Rejected is null or [], $"{report.File}: {report.Error?.Message}");
        }
        Register.Publish();
    }

    internal GivenRegister Register { get; } = new();

    public ValueTask DisposeAsync() => Register.DisposeAsync();
}

/// <summary>The shipped register with the made-up payments that examples are of, shared likewise.</summary>
public sealed class ExampleRegister : IAsyncDisposable
{
    public ExampleRegister()
    {
        Register.ImportShipped();
        foreach (var body in new[] { "example-council", "sample-council" })
        {
            var text = File.ReadAllText(Path.Combine(Repository.Root, "docs", "examples", body + ".csv"));
            Assert.Empty(Register.Import(body + ".csv", text, new() { Body = body, BodyName = body }).Rejected!);
        }
    }

    internal GivenRegister Register { get; } = new();

    public ValueTask DisposeAsync() => Register.DisposeAsync();
}

/// <summary>A clock that stands.</summary>
internal sealed class FixedTime : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
}

/// <summary>A clock that a test puts forward.</summary>
internal sealed class HandTime : TimeProvider
{
    public DateTimeOffset Now { get; set; } = new FixedTime().GetUtcNow();

    public override DateTimeOffset GetUtcNow() => Now;
}

/// <summary>A clock whose every timer is due at once: whatever may take a time has no time left when it begins.</summary>
internal sealed class NoTimeLeft : TimeProvider
{
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        callback(state);
        return System.CreateTimer(_ => { }, null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }
}
