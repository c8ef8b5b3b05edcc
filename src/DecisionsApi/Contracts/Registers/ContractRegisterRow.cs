using System.Globalization;
using System.Text.Json.Nodes;
using DecisionsApi.Expenditure;
using DecisionsApi.Records.Layouts;
using DecisionsApi.Register;
using DecisionsApi.Tabular;

namespace DecisionsApi.Contracts.Registers;

/// <summary>
/// Makes our layout of the rows of a contract register. What a cell does not say (<c>TBC</c>, <c>-</c>) is not published; what it
/// says and cannot be read stays as text in <c>extra</c> with an issue.
/// </summary>
internal sealed class ContractRegisterRow(ContractRegisterColumns columns, DayOrder order)
{
    private static readonly HashSet<string> Nothing =
    [
        "",
        "tbc",
        "tba",
        "tbd",
        "na",
        "none",
        "nil",
        "unknown",
        "various",
        "varioussuppliers",
        "multiple",
        "multiplesuppliers",
        "notapplicable",
        "notawardedtosupplier",
        "tobeconfirmed",
        "notknown",
        "ongoing",
        "openended",
        "rolling",
    ];

    private readonly NoContracts _noContracts = new(columns);
    private readonly List<string> _issues = [];
    private JsonObject _extra = [];
    private Func<int, string> _cell = _ => "";

    /// <summary>The layout of a row, null for a blank one and for one that is no contract, and the codes of what could not be read.</summary>
    public LayoutReading Read(RecordReader record)
    {
        _cell = column => column >= 0 && column < record.Count ? record[column].Replace("\0", "", StringComparison.Ordinal).Trim() : "";
        _extra = [];
        _issues.Clear();
        if (Enumerable.Range(0, columns.Headings.Length).All(i => _cell(i).Length == 0))
        {
            return new(null, []);
        }
        if (_noContracts.Has(_cell))
        {
            return new(null, [], IsData: false);
        }
        var layout = new JsonObject();
        var description = Text("description");
        Set(layout, "reference", Text("reference"));
        Set(layout, "title", Text("title") ?? description);
        Set(layout, "description", description);
        Set(layout, "stage", columns.Stage);
        Set(layout, "procedureDetails", Text("procedureDetails"));
        foreach (var day in (ReadOnlySpan<string>)["startOn", "endOn", "awardedOn"])
        {
            Set(layout, day, Day(day));
        }
        Value(layout);
        Amounts(layout);
        Supplier(layout);
        Buyer(layout);
        Classifications(layout);
        foreach (var column in columns.Extra)
        {
            Keep(column);
        }
        if (_extra.Count > 0)
        {
            layout["extra"] = _extra;
        }
        return new(layout, [.. _issues]);
    }

    private string? Text(string field) => Says(_cell(columns[field])) ? _cell(columns[field]) : null;

    private static bool Says(string text) => !Nothing.Contains(Headings.Normalise(text)) && !Withholding.IsWithheld(text);

    private static void Set(JsonObject layout, string name, JsonNode? value)
    {
        if (value is not null)
        {
            layout[name] = value;
        }
    }

    private void Keep(int column)
    {
        if (column >= 0 && _cell(column) is { Length: > 0 } text)
        {
            _extra[columns.Headings[column]] = text;
        }
    }

    private string? Day(string field)
    {
        var text = _cell(columns[field]);
        if (text.Length == 0)
        {
            return null;
        }
        var reading = DayReading.Of(text);
        if (order.TryDay(reading, out var day))
        {
            return day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        }
        Keep(columns[field]);
        if (Says(text))
        {
            // 22/04/222
            _issues.Add(reading.Form == DayForm.Period ? "dateImprecise" : "dateUnreadable");
        }
        return null;
    }

    private void Value(JsonObject layout)
    {
        var text = _cell(columns["value"]);
        if (text.Length == 0)
        {
            return;
        }
        if (Tabular.Amounts.TryReadPence(text, out var pence, out _))
        {
            layout["value"] = Money.FromPence(pence);
            return;
        }
        Keep(columns["value"]);
        if (Range(text) is var (low, high))
        {
            layout["minValue"] = Money.FromPence(low);
            layout["maxValue"] = Money.FromPence(high);
        }
        else if (Says(text))
        {
            _issues.Add("amountUnreadable");
        }
    }

    /// <summary>1000000-4000000, £1,000 to £4,000.</summary>
    private static (long Low, long High)? Range(string text)
    {
        foreach (var between in (ReadOnlySpan<string>)["-", "–", " to "])
        {
            if (
                text.Split(between, StringSplitOptions.TrimEntries) is [{ Length: > 0 } first, { Length: > 0 } second]
                && Tabular.Amounts.TryReadPence(first, out var low, out _)
                && Tabular.Amounts.TryReadPence(second, out var high, out _)
                && low < high
            )
            {
                return (low, high);
            }
        }
        return null;
    }

    /// <summary>What is spent a year, and what a heading calls the sum over the contract or the spend of a year: no value of the contract.</summary>
    private void Amounts(JsonObject layout)
    {
        var amounts = new JsonArray();
        foreach (var (field, measure) in new[] { ("annualValue", "forecast"), ("eitherValue", "value") })
        {
            var column = columns[field];
            var text = _cell(column);
            if (text.Length == 0)
            {
                continue;
            }
            if (Tabular.Amounts.TryReadPence(text, out var pence, out _))
            {
                amounts.Add(
                    new JsonObject
                    {
                        ["measure"] = measure,
                        ["amount"] = Money.FromPence(pence),
                        ["description"] = columns.Headings[column].Trim(),
                    }
                );
                continue;
            }
            Keep(column);
            if (Says(text))
            {
                _issues.Add("amountUnreadable");
            }
        }
        if (amounts.Count > 0)
        {
            layout["amounts"] = amounts;
        }
    }

    private void Supplier(JsonObject layout)
    {
        var number = _cell(columns["registrationNumber"]).Replace(" ", "", StringComparison.Ordinal).ToUpperInvariant();
        if (Text("supplier") is not { } name)
        {
            Keep(columns["supplier"]);
            Keep(columns["registrationNumber"]);
            return;
        }
        var supplier = new JsonObject { ["name"] = name, ["roles"] = new JsonArray("supplier") };
        var scheme = columns.Hint("registrationNumber");
        if (
            scheme == "GB-COH"
                ? OrganisationIdentifiers.IsCompanyNumber(number)
                : scheme is not null && OrganisationIdentifiers.IsCharityNumber(number)
        )
        {
            supplier["identifiers"] = new JsonArray(OrganisationIdentifiers.Of(scheme!, number));
        }
        else
        {
            Keep(columns["registrationNumber"]);
        }
        layout["suppliers"] = new JsonArray(supplier);
    }

    private void Buyer(JsonObject layout)
    {
        if (Text("buyer") is { } name)
        {
            layout["buyers"] = new JsonArray(new JsonObject { ["name"] = name, ["roles"] = new JsonArray("buyer") });
        }
    }

    private void Classifications(JsonObject layout)
    {
        var codes = _cell(columns["cpv"]).Split([' ', ',', ';'], StringSplitOptions.RemoveEmptyEntries);
        var bare = codes.Select(code => code.Split('-')[0]).Distinct().ToList();
        if (bare.Count > 0 && bare.TrueForAll(code => code.Length == 8 && code.All(char.IsAsciiDigit)))
        {
            layout["classifications"] = new JsonArray([.. bare.Select(code => new JsonObject { ["scheme"] = "CPV", ["id"] = code })]);
        }
        else
        {
            Keep(columns["cpv"]);
        }
    }
}
