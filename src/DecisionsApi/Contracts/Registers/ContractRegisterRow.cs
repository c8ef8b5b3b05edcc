using System.Globalization;
using System.Text.Json.Nodes;
using DecisionsApi.Importing;
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
    private readonly NoContracts _noContracts = new(columns);
    private readonly MovedColumns _moved = new(columns.Headings);
    private bool _isLost;
    private readonly List<string> _issues = [];
    private JsonObject _extra = [];
    private Func<int, string> _cell = _ => "";

    /// <summary>The layout of a row, null for a blank one and for one that is no contract, and the codes of what could not be read.</summary>
    public LayoutReading Read(RecordReader record)
    {
        string[] cells = [.. Enumerable.Range(0, record.Count).Select(i => record[i].Replace("\0", "", StringComparison.Ordinal).Trim())];
        if (_moved.IsHeadings(cells))
        {
            _isLost = !_moved.Follow(cells);
            return new(null, [], IsData: false);
        }
        _cell = column => _moved.Of(column) is >= 0 and var place && place < cells.Length ? cells[place] : "";
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
        if (_isLost)
        {
            // Below headings of other columns no field of a row is certain: it is rejected for what it then lacks.
            return new([], []);
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
        Sums(layout);
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

    private static bool Says(string text) => !NotSaid.Is(text);

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

    /// <summary>
    /// The sum over the contract; what is spent a year, and what a heading calls either of them, is no value of the contract. A cell that
    /// says a sum in words is kept as it stands too.
    /// </summary>
    private void Sums(JsonObject layout)
    {
        var amounts = new JsonArray();
        foreach (var (field, measure) in new[] { ("value", null), ("annualValue", "forecast"), ("eitherValue", "value") })
        {
            var column = columns[field];
            var text = _cell(column);
            if (text.Length == 0)
            {
                continue;
            }
            if (!Tabular.Amounts.TryReadPence(text, out _, out _))
            {
                Keep(column);
            }
            var sum = RegisterSum.Read(text);
            if (sum is null || (sum.Value.IsTotal && field == "annualValue"))
            {
                _issues.AddRange(Says(text) ? ["amountUnreadable"] : []);
            }
            else if (measure is null && !sum.Value.IsYearly)
            {
                Set(layout, sum.Value, "value", "minValue", "maxValue");
            }
            else
            {
                var amount = new JsonObject { ["measure"] = sum.Value.IsYearly ? "forecast" : measure };
                Set(amount, sum.Value, "amount", "minAmount", "maxAmount");
                amount["description"] = sum.Value.IsYearly ? text : columns.Headings[column].Trim();
                amounts.Add(amount);
            }
        }
        if (amounts.Count > 0)
        {
            layout["amounts"] = amounts;
        }
    }

    private static void Set(JsonObject layout, RegisterSum sum, string exact, string least, string most)
    {
        Set(layout, exact, sum.Pence is { } pence ? Money.FromPence(pence) : null);
        Set(layout, least, sum.Least is { } low ? Money.FromPence(low) : null);
        Set(layout, most, sum.Most is { } high ? Money.FromPence(high) : null);
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
        var suppliers = SupplierCell
            .Names(name)
            .Select(each => new JsonObject { ["name"] = each, ["roles"] = new JsonArray("supplier") })
            .ToList();
        var scheme = columns.Hint("registrationNumber");
        if (
            suppliers is [var only]
            && (
                scheme == "GB-COH"
                    ? OrganisationIdentifiers.IsCompanyNumber(number)
                    : scheme is not null && OrganisationIdentifiers.IsCharityNumber(number)
            )
        )
        {
            only["identifiers"] = new JsonArray(OrganisationIdentifiers.Of(scheme!, number));
        }
        else
        {
            Keep(columns["registrationNumber"]);
        }
        layout["suppliers"] = new JsonArray([.. suppliers]);
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
