using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using DecisionsApi.Formats;

namespace DecisionsApi.Dictionary;

/// <summary>What a CSV of a list holds, for programs: W3C Metadata Vocabulary for Tabular Data.</summary>
internal static class CsvMetadata
{
    /// <summary>The metadata of one CSV.</summary>
    /// <param name="url">Address of the CSV.</param>
    /// <param name="root">Address of the list's records, up to their ids.</param>
    /// <param name="resource">The list.</param>
    /// <param name="fields">Its columns.</param>
    /// <param name="vocabulary">What they are called elsewhere.</param>
    /// <param name="licence">Address of the licence, or of the sources that each name theirs.</param>
    public static JsonObject Of<T>(
        string url,
        string root,
        string resource,
        IReadOnlyList<Field<T>> fields,
        Vocabulary vocabulary,
        string licence
    )
    {
        var schema = new JsonObject { ["columns"] = new JsonArray([.. fields.Select(field => Column(field, resource, vocabulary))]) };
        if (fields.Any(field => field.Name == "id"))
        {
            schema["primaryKey"] = "id";
            schema["aboutUrl"] = root + "{id}";
        }
        return new()
        {
            ["@context"] = new JsonArray("http://www.w3.org/ns/csvw", new JsonObject { ["@language"] = "en" }),
            ["@type"] = "Table",
            ["url"] = url,
            ["dc:title"] = $"{Words.Code(resource)} in the register",
            ["dc:license"] = new JsonObject { ["@id"] = licence },
            ["dialect"] = new JsonObject
            {
                ["@type"] = "Dialect",
                ["encoding"] = "utf-8",
                ["header"] = true,
                ["headerRowCount"] = 1,
                ["delimiter"] = ",",
                ["quoteChar"] = "\"",
                ["doubleQuote"] = true,
                ["lineTerminators"] = new JsonArray("\r\n"),
                ["skipBlankRows"] = false,
                ["trim"] = false,
            },
            ["tableSchema"] = schema,
        };
    }

    private static JsonObject Column<T>(Field<T> field, string resource, Vocabulary vocabulary)
    {
        var entry = FieldDictionary.OfColumn(resource, typeof(T).Name, field.Name)!;
        var column = new JsonObject
        {
            ["@type"] = "Column",
            ["name"] = field.Name,
            ["titles"] = field.Name,
            ["datatype"] = DataType(field.Type, entry),
            ["required"] = field.Type != FieldType.Json && IsRequired<T>(resource, field.Name),
            ["dc:description"] = entry.Meaning,
            ["propertyUrl"] = vocabulary.AddressOf(resource, entry.Field.Replace("[]", "", StringComparison.Ordinal)),
        };
        if (entry.Unit is { } unit && field.Type != FieldType.Day)
        {
            column["schema:unitText"] = unit;
        }
        return column;
    }

    private static JsonNode DataType(FieldType type, DictionaryEntry entry) =>
        type switch
        {
            FieldType.Day => new JsonObject { ["base"] = "date", ["format"] = "yyyy-MM-dd" },
            FieldType.Decimal => "decimal",
            FieldType.Whole => "integer",
            FieldType.Json => "json",
            _ when entry.Datatype == "instant" => "dateTime",
            _ when entry.Values is { } values => new JsonObject
            {
                ["base"] = "string",
                ["format"] = $"^({string.Join('|', values.Select(Regex.Escape))})$",
            },
            _ => "string",
        };

    /// <summary>Whether every row has a value: a part of what may be missing may be missing too. A list may have no such entry.</summary>
    private static bool IsRequired<T>(string resource, string column)
    {
        var parts = column.Split('.');
        return SpreadLists.FieldOf(column) == column
            && Enumerable
                .Range(1, parts.Length)
                .All(length =>
                    FieldDictionary.OfColumn(resource, typeof(T).Name, string.Join('.', parts[..length])) is { Nullable: false }
                );
    }
}
