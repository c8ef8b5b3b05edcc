using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using DecisionsApi.Formats;

namespace DecisionsApi.Tests.Expenditure;

/// <summary>Small files made by hand, each with one quirk that real files have; of each what is reported and what is saved is approved.</summary>
public sealed class QuirkTests(PaymentLayoutsTests.OneRegister shared) : IClassFixture<PaymentLayoutsTests.OneRegister>
{
    public static TheoryData<string> Files { get; } =
    [
        .. Directory
            .GetFiles(Folder())
            .Select(f => Path.GetFileName(f))
            .Order(StringComparer.Ordinal)
            .Where(f => !f.EndsWith(".json", StringComparison.Ordinal)),
    ];

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Is_read_as_approved(string file)
    {
        var body = shared.NextBody();

        var report = shared.Register.Import(
            file,
            await File.ReadAllBytesAsync(Path.Combine(Folder(), file), TestContext.Current.CancellationToken),
            new() { Body = body }
        );

        var saved = report.Error is null ? await shared.Register.Walk($"/v1/expenditure?body={body}&include=raw") : [];
        var whole = new JsonObject
        {
            ["detected"] = JsonSerializer.SerializeToNode(report.Detected, Json.Options),
            ["rows"] = JsonSerializer.SerializeToNode(report.Rows, Json.Options),
            ["sumAmount"] = report.SumAmount,
            ["rejected"] = JsonSerializer.SerializeToNode(report.Rejected, Json.Options),
            ["issues"] = JsonSerializer.SerializeToNode(report.Issues, Json.Options),
            ["error"] = JsonSerializer.SerializeToNode(report.Error, Json.Options)?["code"]?.DeepClone(),
            ["payments"] = new JsonArray([.. saved.OrderBy(p => p.GetProperty("source").GetProperty("line").GetInt32()).Select(Line)]),
        };
        var stem = Path.Combine(Folder(), file);
        Snapshot.Compare(whole.ToJsonString(Json.Report), $"{stem}.verified.json", $"{stem}.received.json");
    }

    private static JsonNode Line(JsonElement payment)
    {
        var supplier = payment.GetProperty("supplier");
        var issues = payment.GetProperty("issues").EnumerateArray().Select(i => i.GetProperty("code").GetString());
        return string.Join(
            " | ",
            [
                payment.GetProperty("source").GetProperty("line").ToString(),
                payment.GetProperty("paidOn").GetString() ?? "-",
                payment.GetProperty("amount").ToString(),
                supplier.ValueKind == JsonValueKind.Null ? "-" : supplier.GetProperty("nameAsPublished").GetString()!,
                payment.GetProperty("kind").GetString()!,
                .. issues,
            ]
        )!;
    }

    private static string Folder([CallerFilePath] string file = "") =>
        Path.Combine(Path.GetDirectoryName(file)!, "..", "Fixtures", "spend");
}
