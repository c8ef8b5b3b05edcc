using DecisionsApi.Http;
using Microsoft.Extensions.Configuration;

namespace DecisionsApi.Tests.Http;

public sealed class ServiceSettingsTests
{
    [Fact]
    public void Nothing_need_be_set()
    {
        var (settings, faults) = ServiceSettings.Read(new ConfigurationBuilder().Build());

        Assert.Empty(faults);
        Assert.Equal(
            (10, 6000, true, false),
            (settings.QuerySeconds, settings.RateLimit.PermitsPerMinute, settings.AccessLog, settings.Metrics)
        );
    }

    [Theory]
    [InlineData("PublicUrl", "register.example.org", "origin")]
    [InlineData("PublicUrl", "ftp://register.example.org", "origin")]
    [InlineData("PublicUrl", "https://register.example.org/path", "origin")]
    [InlineData("TrustedProxies", "10.0.0.1, nonsense", "addresses or networks")]
    [InlineData("QuerySeconds", "0", "from 0.05 to 600")]
    [InlineData("QuerySeconds", "ten", "QuerySeconds")]
    [InlineData("RateLimit:Enabled", "perhaps", "RateLimit:Enabled")]
    [InlineData("RateLimit:PermitsPerMinute", "0", "RateLimit:PermitsPerMinute")]
    [InlineData("Exports:Concurrent", "-1", "Exports:Concurrent")]
    [InlineData("Exports:Register", "perhaps", "Exports:Register")]
    [InlineData("Exports:RegisterHours", "-1", "from 0 to 8760")]
    [InlineData("Ocds:Prefix", "ocds-b5fd17", "none of")]
    [InlineData("Ocds:Prefix", "ocds-ABC123", "lower-case")]
    [InlineData("Ocds:Prefix", "register", "lower-case")]
    [InlineData("Ocds:Publisher", " ", "name")]
    [InlineData("ShutdownSeconds", "100000", "ShutdownSeconds")]
    public void A_setting_that_cannot_be_is_named_with_what_is_allowed(string name, string value, string said)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([KeyValuePair.Create(name, (string?)value)]).Build();

        var fault = Assert.Single(ServiceSettings.Read(configuration).Faults);

        Assert.Contains(said, fault, StringComparison.Ordinal);
        Assert.Contains(value, fault, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_setting_is_in_the_documentation()
    {
        var page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "operating.md"));

        foreach (var name in Names(typeof(ServiceSettings), ""))
        {
            Assert.Contains($"| `{name}` |", page, StringComparison.Ordinal);
        }

        static IEnumerable<string> Names(Type type, string prefix) =>
            type.GetProperties()
                .Where(p => p.CanWrite)
                .SelectMany(p =>
                    p.PropertyType.Namespace == typeof(ServiceSettings).Namespace ? Names(p.PropertyType, $"{p.Name}:") : [prefix + p.Name]
                );
    }
}
