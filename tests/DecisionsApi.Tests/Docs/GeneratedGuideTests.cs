using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using DecisionsApi.Http;

namespace DecisionsApi.Tests.Docs;

/// <summary>Guides that are made from what the program says of itself.</summary>
public sealed class GeneratedGuideTests
{
    private static readonly (string Record, string Title)[] Records =
    [
        ("Decision", "Decision: `/v1/decisions`"),
        ("Contract", "Contract: `/v1/contracts`"),
        ("Payment", "Payment: `/v1/expenditure`"),
        ("Programme", "Programme: `/v1/programmes`"),
        ("Supplier", "Supplier: `/v1/suppliers`"),
        ("Body", "Body: `/v1/bodies`"),
        ("Source", "Source: `/v1/sources`"),
        ("SummaryRow", "Group of a summary: `/v1/expenditure/summary` and its like"),
        ("Link", "Link: `/v1/links`"),
        ("SearchHit", "Hit: `/v1/search`"),
        ("ReconciliationCandidate", "ReconciliationCandidate: `/v1/reconcile/suppliers` and `/v1/reconcile/bodies`"),
        ("ReconciliationManifest", "ReconciliationManifest: the same without a question"),
        ("TransparencyReport", "TransparencyReport: `/v1/bodies/{id}/transparency`"),
        ("Duplicate", "Duplicate: `/v1/insights/duplicates`"),
        ("JustUnder", "JustUnder: `/v1/insights/near-threshold`"),
        ("RoundSum", "RoundSum: `/v1/insights/round-sums`"),
        ("NewSupplier", "NewSupplier: `/v1/insights/new-suppliers`"),
        ("SupplierChange", "SupplierChange: `/v1/insights/supplier-changes`"),
        ("YearEndSpike", "YearEndSpike: `/v1/insights/year-end`"),
        ("SharedSupplier", "SharedSupplier: `/v1/insights/shared-suppliers`"),
        ("EndedContract", "EndedContract: `/v1/insights/ended-early`"),
    ];

    [Fact]
    public void Errors_are_those_of_the_problem_pages()
    {
        var text = new StringBuilder(
            """
            # Errors

            Every error is a problem document (RFC 9457, `application/problem+json`): `type` is the address of a page about this kind of
            problem, `title` its name, `status` the HTTP status, `detail` what was found and what is allowed in this case. Nothing is passed
            over in silence: a mistyped parameter would give a wrong answer.

            ```sh
            curl 'http://127.0.0.1:5080/v1/decisions?limit=none' # 400
            ```

            ```json
            {
              "type": "/problems/invalid-parameter",
              "title": "Invalid parameter",
              "status": 400,
              "detail": "'limit' is 'none', but must be a whole number from 1 to 1000.",
              "errors": [{ "parameter": "limit", "found": "none", "allowed": "a whole number from 1 to 1000" }]
            }
            ```

            ```sh
            curl 'http://127.0.0.1:5080/problems/invalid-parameter'
            ```

            ## Types

            | type | meaning |
            |---|---|

            """
        );
        foreach (var (name, meaning) in ProblemTypes.Pages)
        {
            text.Append(CultureInfo.InvariantCulture, $"| `/problems/{name}` | {meaning} |\n");
        }
        text.Append(
            """

            ## What is refused before it is read

            What is no HTTP, has no `Host`, or is beyond all bounds (a request line or headers 16 KiB longer than [the settings](operating.md)
            allow, more than 200 headers) is refused by the server underneath, with 400, 408, 414, 431 or 505 and a problem document of the
            type `/problems/http` as well; the connection then ends. Two cases have none: a connection beyond the number of connections
            is closed, and where this program ends TLS by itself such a refusal has no body.

            Only [reconciliation](reconciling.md) takes a body, by POST: a form of up to 1 MiB; a longer one is answered with 413, any other media type
            with 415. A body sent with GET or HEAD is answered with 413 whatever its media type; any other method is answered with 405, and
            `Allow` says which there are.

            """
        );
        Compare("errors.md", text.ToString());
    }

    [Fact]
    public async Task The_data_dictionary_is_that_of_the_contract()
    {
        await using var register = new GivenRegister();
        var schemas = JsonNode.Parse(await register.GetText("/openapi/decisions-api.json"))!["components"]!["schemas"]!.AsObject();
        var text = new StringBuilder(
            """
            # Data dictionary

            Every field of every record, made from the same descriptions as [the contract](../openapi/decisions-api.json). In JSON every
            field is always there; *or null* means that it may be not published. In CSV the name is the heading, parts of a field by their dot
            path. Money is in pounds with two decimals unless the field says otherwise; days are `YYYY-MM-DD`.

            """
        );
        var parts = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var (record, title) in Records)
        {
            var fields = schemas[record + "Fields"] ?? schemas[record]!;
            var description = (schemas[record] ?? fields)["description"]!.ToString();
            Describe(title, description.Split(" Its fields;")[0], fields);
        }
        text.Append("\n# Parts of records\n");
        for (var done = new HashSet<string>(); parts.Except(done).FirstOrDefault() is { } part; done.Add(part))
        {
            // What is given in lists only is there by its fields alone.
            var schema = schemas[part] ?? schemas[part + "Fields"]!;
            Describe(part, schema["description"]!.ToString(), schema);
        }
        Compare("data-dictionary.md", text.ToString());

        void Describe(string title, string description, JsonNode schema)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"\n## {title}\n\n{Line(description)}\n\n| field | type | meaning | example |\n|---|---|---|---|\n"
            );
            foreach (var (name, field) in schema["properties"]!.AsObject())
            {
                var meaning = Line(field!["description"]?.ToString() ?? "");
                var example = field["examples"]?[0]?.ToJsonString(Readable) ?? "";
                text.Append(
                    CultureInfo.InvariantCulture,
                    $"| `{name}` | {Type(field)} | {meaning} | {(example.Length is 0 or > 90 ? "" : $"`{Line(example)}`")} |\n"
                );
            }
        }

        string Type(JsonNode field)
        {
            if (field["anyOf"] is JsonArray any)
            {
                return Type(any[0]!) + " or null";
            }
            if (field["$ref"]?.ToString().Split('/')[^1] is { } name)
            {
                var part = name.EndsWith("Fields", StringComparison.Ordinal) ? name[..^"Fields".Length] : name;
                parts.Add(part);
                return $"[{part}](#{part.ToLowerInvariant()})";
            }
            var types = field["type"] is JsonArray several
                ? several.Select(t => t!.ToString()).ToList()
                : [field["type"]?.ToString() ?? "any"];
            var kind = types.First(t => t != "null") switch
            {
                "array" => $"list of {Type(field["items"]!)}",
                "object" when field["additionalProperties"] is JsonObject => "map of names to values",
                "string" when field["enum"] is not null => "one of a closed list",
                "string" when field["format"]?.ToString() is "date" => "day",
                "string" when field["format"]?.ToString() is "date-time" => "instant",
                "string" => "text",
                "integer" => "whole number",
                var other => other,
            };
            var closed = field["enum"] is JsonArray values
                ? ": " + string.Join(", ", values.Where(v => v is not null).Select(v => $"`{v}`"))
                : "";
            return kind + closed + (types.Contains("null") ? " or null" : "");
        }
    }

    private static System.Text.Json.JsonSerializerOptions Readable { get; } =
        new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static string Line(string text) => text.ReplaceLineEndings(" ").Replace("|", "\\|", StringComparison.Ordinal);

    private static void Compare(string name, string text)
    {
        var file = Path.Combine(Repository.Root, "docs", name);
        Snapshot.Compare(text, file, Path.ChangeExtension(file, ".received.md"));
    }
}
