using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using DecisionsApi.Register;
using DecisionsApi.Tabular;

namespace DecisionsApi.Contracts.ContractsFinder;

/// <summary>
/// A notice of the CSV export of Contracts Finder, 43 columns of which some rows have only the first 42. Contact columns and
/// the addresses of suppliers are never read.
/// </summary>
internal static class ContractsFinderRow
{
    private const string Supplier = "Supplier [Name|Address|Ref type|Ref Number|Is SME|Is VCSE]";

    /// <summary>A bound under this many pence is a placeholder: 0 and 1 stand for "no bound", as do a few 0.1 and 2.</summary>
    private const long LeastBoundPence = 1000;

    private static readonly string[] Distinctive =
    [
        "Notice Identifier",
        "Notice Type",
        "Organisation Name",
        "Published Date",
        "Cpv Codes",
        "Awarded Value",
        Supplier,
    ];

    private static readonly string[] Mapped =
    [
        .. Distinctive,
        "Status",
        "Title",
        "Description",
        "Start Date",
        "End Date",
        "Value Low",
        "Value High",
        "OJEU Procedure Type",
    ];

    /// <summary>Columns whose text goes to <c>extra</c> whenever there is some.</summary>
    private static readonly string[] Unmapped =
    [
        "Nationwide",
        "Postcode",
        "Region",
        "Attachments",
        "Links",
        "Additional Text",
        "Closing Date",
        "Closing Time",
        "Is sub-contract",
        "Parent Reference",
        "Suitable for SME",
        "Suitable for VCO",
        "Supply Chain",
        "OJEU Contract Type",
        "Awarded Date",
        "Accelerated Justification",
    ];

    /// <summary>Whether a row of headings is that of the export.</summary>
    public static bool Recognise(IReadOnlyList<string> headings)
    {
        var names = headings.Select(Headings.Normalise).ToHashSet(StringComparer.Ordinal);
        return Array.TrueForAll(Distinctive, heading => names.Contains(Headings.Normalise(heading)));
    }

    /// <summary>
    /// Maps a notice; <paramref name="cell"/> gives the text under a heading, and an empty one where the row is too short or there
    /// is no such heading. <paramref name="headings"/> are those of the file, where it has more than the export.
    /// </summary>
    public static MappedContract Read(Func<string, string> cell, IReadOnlyList<string>? headings = null)
    {
        var row = new Row(cell);
        var suppliers = ContractsFinderSuppliers.Read(row.Text(Supplier) ?? "", row.Issues);
        var (stage, status, endReason) = ContractsFinderStages.Of(
            row.Text("Notice Type"),
            row.Text("Status"),
            suppliers.Count > 0,
            row.Issues
        );
        var details = row.Text("OJEU Procedure Type");
        var fields = new (string Name, JsonNode? Value)[]
        {
            ("reference", row.Text("Notice Identifier")),
            ("title", row.Text("Title")),
            ("description", row.Text("Description")),
            ("stage", stage),
            ("status", status),
            ("endReason", endReason),
            ("buyers", Buyers(row.Text("Organisation Name"))),
            ("suppliers", suppliers),
            ("value", row.Amount("Awarded Value", "value", 0)),
            ("minValue", row.Amount("Value Low", "minValue", LeastBoundPence)),
            ("maxValue", row.Amount("Value High", "maxValue", LeastBoundPence)),
            ("awardedOn", row.Day("Awarded Date", "awardedOn")),
            ("publishedOn", row.Day("Published Date", "publishedOn")),
            ("startOn", row.Period("Contract start date", "Start Date", "startOn")),
            ("endOn", row.Period("Contract end date", "End Date", "endOn")),
            ("procedure", ContractsFinderProcedures.MethodOf(details)),
            ("procedureDetails", details),
            ("classifications", Classifications(row.Text("Cpv Codes"))),
        };
        row.Keep(Unmapped);
        row.Keep([.. (headings ?? []).Where(IsUnknown)]);
        var contract = new JsonObject();
        foreach (var (name, value) in fields.Append(("extra", row.Extra)))
        {
            if (value is not null and not JsonArray { Count: 0 } and not JsonObject { Count: 0 })
            {
                contract.Add(name, value);
            }
        }
        return new(contract, row.Issues);
    }

    private static bool IsUnknown(string heading) =>
        !Mapped.Contains(heading) && !Unmapped.Contains(heading) && !heading.Contains("contact", StringComparison.OrdinalIgnoreCase);

    private static JsonArray Buyers(string? name) =>
        name is null
            ? []
            :
            [
                new JsonObject
                {
                    ["body"] = null,
                    ["name"] = name,
                    ["roles"] = new JsonArray("buyer"),
                },
            ];

    private static JsonArray Classifications(string? codes) =>
        [
            .. (codes ?? "")
                .Split(' ', StringSplitOptions.RemoveEmptyEntries)
                .Distinct()
                .Select(code => new JsonObject { ["scheme"] = "CPV", ["id"] = code }),
        ];

    /// <summary>One row while it is read: what could not be carried over, and what goes to <c>extra</c>.</summary>
    private sealed class Row(Func<string, string> cell)
    {
        public List<MappingIssue> Issues { get; } = [];

        public JsonObject Extra { get; } = [];

        // The export writes apostrophes as &apos; and &#039;, in titles and in names.
        public string? Text(string heading) => WebUtility.HtmlDecode(cell(heading)).Trim() is { Length: > 0 } text ? text : null;

        public void Keep(params ReadOnlySpan<string> headings)
        {
            foreach (var heading in headings)
            {
                if (Text(heading) is { } text)
                {
                    Extra[heading] = text;
                }
            }
        }

        public decimal? Amount(string heading, string field, long leastPence)
        {
            if (Text(heading) is not { } text)
            {
                return null;
            }
            var isRead = Amounts.TryReadPence(text, out var pence, out var rounded);
            if (!isRead || pence < leastPence)
            {
                Issues.Add(new(isRead ? "amountPlaceholder" : "amountUnreadable", field, text));
                Keep(heading);
                return null;
            }
            if (rounded)
            {
                Issues.Add(new("amountRounded", field, text));
                Keep(heading);
            }
            return Money.FromPence(pence);
        }

        public string? Day(string heading, string field)
        {
            if (Text(heading) is not { } text)
            {
                return null;
            }
            if (Days.TryRead(text, DateOrder.DayFirst, out var day))
            {
                return day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            }
            Issues.Add(new("dateUnreadable", field, text));
            Keep(heading);
            return null;
        }

        /// <summary>An end of the contract's period as awarded, or else as advertised; where the two differ both are kept.</summary>
        public string? Period(string awarded, string advertised, string field)
        {
            var day = Day(awarded, field);
            if (day is null)
            {
                return Day(advertised, field);
            }
            if (Text(advertised) != Text(awarded))
            {
                Keep(advertised);
            }
            return day;
        }
    }
}
