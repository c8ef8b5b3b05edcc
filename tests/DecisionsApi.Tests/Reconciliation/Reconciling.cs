using System.Text.Json;

namespace DecisionsApi.Tests.Reconciliation;

/// <summary>Asks a reconciliation service as its clients do, and holds every answer against the specification.</summary>
internal static class Reconciling
{
    public static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>A register with a few suppliers: names that are one, namesakes but for the legal form, one withheld, one with a number.</summary>
    public static GivenRegister RegisterOfSuppliers()
    {
        var register = new GivenRegister(("PublicUrl", "https://register.example.org"));
        register.Import(
            "spend.csv",
            "Date,Supplier Name,Amount\n01/02/2013,Acme Services Ltd,1000.50\n02/03/2013,ACME SERVICES LIMITED,20\n03/03/2013,Acme Services Ltd,30\n"
                + "02/02/2013,Acme Services plc,7\n03/02/2013,Northern Vehicle Hire,5\n04/02/2013,REDACTED PERSONAL DATA,9\n"
        );
        register.Import("other.csv", "Date,Supplier Name,Amount\n05/02/2013,Acme Services plc,3\n", new() { Body = "other-council" });
        register.Import(
            "contracts.json",
            """
            {"contracts": [{"body": "test-council", "reference": "C1", "title": "Hire", "buyers": [{"body": "test-council"}],
              "suppliers": [{"name": "Northern Vehicle Hire", "identifiers": [{"scheme": "GB-COH", "id": "01234567"}]}]}]}
            """
        );
        return register;
    }

    public const string ListOfBodies =
        "id,name,kind,areaCode,areaName,foundedOn,predecessors,identifiers,website\n"
        + "north-council,North Council,council,E1,Northshire,2009-04-01,old-north,GB-LAE:NOR,https://north.example/\n"
        + "north-fire,North Fire Authority,fireAuthority,E1,Northshire,,,,\n";

    /// <summary>A register with two bodies.</summary>
    public static GivenRegister RegisterOfBodies()
    {
        var register = new GivenRegister(("PublicUrl", "https://register.example.org"));
        register.Import("bodies.csv", ListOfBodies, new() { Kind = "bodies" });
        register.Import("spend.csv", "Date,Supplier Name,Amount\n01/02/2013,A,12\n", new() { Body = "north-council" });
        return register;
    }

    /// <summary>The results of a batch that is asked by a form.</summary>
    public static async Task<JsonElement> Match(GivenRegister register, string kind, string queries)
    {
        Assert.True(Specification.Allows("reconciliation-query-batch", queries), queries);
        return Specification.Holds("reconciliation-result-batch", await Post(register, $"/v1/reconcile/{kind}", ("queries", queries)));
    }

    /// <summary>The candidates of one query.</summary>
    public static async Task<List<JsonElement>> Candidates(GivenRegister register, string kind, string query)
    {
        var results = await Match(register, kind, $$"""{"q":{{query}}}""");
        return [.. results.GetProperty("q").GetProperty("result").EnumerateArray()];
    }

    /// <summary>The names of the candidates with their scores, and whether each is certain.</summary>
    public static async Task<string> Names(GivenRegister register, string kind, string query) =>
        string.Join(
            "; ",
            (await Candidates(register, kind, query)).Select(c =>
                $"{c.GetProperty("name")} {c.GetProperty("score").GetDecimal():0.#}{(c.GetProperty("match").GetBoolean() ? " match" : "")}"
            )
        );

    /// <summary>Values of properties of records.</summary>
    public static async Task<JsonElement> Extend(GivenRegister register, string kind, string extend)
    {
        Assert.True(Specification.Allows("data-extension-query", extend), extend);
        return Specification.Holds("data-extension-response", await Post(register, $"/v1/reconcile/{kind}", ("extend", extend)));
    }

    private static async Task<JsonElement> Post(GivenRegister register, string path, (string Name, string Value) field)
    {
        using var form = new FormUrlEncodedContent([KeyValuePair.Create(field.Name, field.Value)]);
        using var response = await register.Client.PostAsync(new Uri(path, UriKind.Relative), form, Stop);
        var text = await response.Content.ReadAsStringAsync(Stop);
        Assert.True(response.IsSuccessStatusCode, $"{path}: {(int)response.StatusCode} {text}");
        return JsonSerializer.Deserialize<JsonElement>(text);
    }
}

/// <summary>The register of suppliers, shared by the tests of a class; they only read it.</summary>
public sealed class SupplierRegister : IAsyncDisposable
{
    internal GivenRegister Register { get; } = Reconciling.RegisterOfSuppliers();

    public ValueTask DisposeAsync() => Register.DisposeAsync();
}

/// <summary>The register of bodies, shared by the tests of a class; they only read it.</summary>
public sealed class BodyRegister : IAsyncDisposable
{
    internal GivenRegister Register { get; } = Reconciling.RegisterOfBodies();

    public ValueTask DisposeAsync() => Register.DisposeAsync();
}
