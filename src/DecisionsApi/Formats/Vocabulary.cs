using System.Text.Json.Nodes;
using DecisionsApi.Tabular;

namespace DecisionsApi.Formats;

/// <summary>What fields are called in vocabularies that others use, from <c>field-terms.csv</c>, and the JSON-LD context made of that.</summary>
/// <param name="origin">Scheme and host of the addresses that records and this register's own terms have.</param>
internal sealed class Vocabulary(string origin)
{
    /// <summary>The prefixes of terms.</summary>
    public static IReadOnlyDictionary<string, string> Prefixes { get; } =
        new Dictionary<string, string>
        {
            ["dcat"] = "http://www.w3.org/ns/dcat#",
            ["dct"] = "http://purl.org/dc/terms/",
            ["foaf"] = "http://xmlns.com/foaf/0.1/",
            ["org"] = "http://www.w3.org/ns/org#",
            ["payment"] = "http://reference.data.gov.uk/def/payment#",
            ["schema"] = "https://schema.org/",
            ["xsd"] = "http://www.w3.org/2001/XMLSchema#",
        };

    /// <summary>The lists whose records are given as JSON-LD, and the type of each.</summary>
    public static IReadOnlyDictionary<string, string> Types { get; } =
        new Dictionary<string, string>
        {
            ["decisions"] = "Decision",
            ["contracts"] = "Contract",
            ["expenditure"] = "Payment",
        };

    // What a page has beside its records is no statement about them.
    private static readonly string[] OfPages = ["page", "facets", "licence", "licences", "attribution"];

    private static readonly Lazy<IReadOnlyList<Term>> Known = new(Read);

    /// <summary>The terms there are.</summary>
    public static IReadOnlyList<Term> Terms => Known.Value;

    /// <summary>Where the register's own terms are: the data dictionary, which says what they mean.</summary>
    private string Own => $"{origin}/v1/dictionary#";

    /// <summary>The address of a field's term.</summary>
    public string AddressOf(string resource, string field)
    {
        if (Terms.FirstOrDefault(term => term.Resource == resource && term.Field == field) is not { Name.Length: > 0 } term)
        {
            return Own + field;
        }
        var parts = term.Name.Split(':');
        return Prefixes[parts[0]] + parts[1];
    }

    /// <summary>The context (JSON-LD 1.1): terms by type of record, and what is the same in all of them.</summary>
    public JsonObject Context()
    {
        var context = new JsonObject { ["@version"] = 1.1m, ["@vocab"] = Own };
        foreach (var (prefix, address) in Prefixes)
        {
            context[prefix] = address;
        }
        context["data"] = "@graph";
        foreach (var name in OfPages)
        {
            context[name] = null;
        }
        context["id"] = "schema:identifier";
        context["name"] = "schema:name";
        context["title"] = "schema:name";
        context["description"] = "schema:description";
        context["url"] = new JsonObject { ["@id"] = "schema:url", ["@type"] = "@id" };
        context["cells"] = new JsonObject { ["@id"] = Own + "cells", ["@type"] = "@json" };
        foreach (var (resource, type) in Types)
        {
            var scoped = new JsonObject(
                Terms.Where(term => term.Resource == resource).Select(term => KeyValuePair.Create(term.Field, (JsonNode?)Definition(term)))
            );
            context[type] = new JsonObject { ["@id"] = type == "Payment" ? "payment:Payment" : Own + type, ["@context"] = scoped };
        }
        return new() { ["@context"] = context };
    }

    private JsonObject Definition(Term term)
    {
        var definition = new JsonObject { ["@id"] = term.Name.Length > 0 ? term.Name : Own + term.Field };
        switch (term.Values)
        {
            case "":
                break;
            case "date":
                definition["@type"] = "xsd:date";
                break;
            case "json":
                definition["@type"] = "@json";
                break;
            default:
                // An id is the end of an address: the context of the term puts the rest before it, and leaves the term itself as it is.
                definition["@type"] = "@vocab";
                definition["@context"] = new JsonObject { ["@vocab"] = $"{origin}/v1/{term.Values}/" };
                break;
        }
        return definition;
    }

    private static List<Term> Read()
    {
        using var stream = typeof(Vocabulary).Assembly.GetManifestResourceStream("DecisionsApi.Formats.field-terms.csv")!;
        using var records = new RecordReader(new StreamReader(stream), ',');
        var terms = new List<Term>();
        while (records.Read())
        {
            if (records.Line > 1 && !records.Raw.StartsWith('#'))
            {
                terms.Add(new(records[0], records[1], records[2], records[3]));
            }
        }
        return terms;
    }

    /// <summary>What a field is called elsewhere.</summary>
    /// <param name="Resource">The list whose field it is.</param>
    /// <param name="Field">The field.</param>
    /// <param name="Name">Its name there, with a prefix; empty for a term of this register's own.</param>
    /// <param name="Values">date, json, or the list that an id leads to; empty for a plain value.</param>
    internal sealed record Term(string Resource, string Field, string Name, string Values);
}
