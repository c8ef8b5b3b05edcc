using DecisionsApi.Importing;
using DecisionsApi.Tabular;

namespace DecisionsApi.Contracts.Registers;

/// <summary>Which column of a contract register is what, by its headings.</summary>
internal sealed class ContractRegisterColumns
{
    private static readonly IReadOnlyList<KnownHeading> List = KnownHeading.Read("DecisionsApi.Contracts.Registers.register-headings.csv");
    private readonly Dictionary<string, (int Column, string? Hint)> _byField = new(StringComparer.Ordinal);

    public ContractRegisterColumns(IReadOnlyList<string> headings)
    {
        Headings = Tabular.Headings.Distinct(headings);
        Contacts = Importing.Contacts.Columns(headings);
        var names = HeadingName.Of(headings);
        _pays = Array.Exists(
            names,
            name => name.Words.Contains("date") && name.Words.Any(word => word is "payment" or "paid" or "invoice" or "transaction")
        );
        var taken = Contacts.ToHashSet();
        foreach (var known in List.Where(known => !_byField.ContainsKey(known.Field)))
        {
            var column = Enumerable
                .Range(0, names.Length)
                .Where(i => !taken.Contains(i) && known.Matches(names[i]) && !(IsSum(known.Field) && SumUnit.IsOther(names[i])))
                .FirstOrDefault(-1);
            if (column >= 0)
            {
                taken.Add(column);
                _byField[known.Field] = (column, known.Hint);
            }
        }
        InOtherUnit = [.. Enumerable.Range(0, names.Length).Where(i => SumUnit.IsOther(names[i])).Select(i => Headings[i])];
        Extra = [.. Enumerable.Range(0, headings.Count).Where(i => !taken.Contains(i))];
    }

    public string[] Headings { get; }

    /// <summary>Headings that say that their sums are thousands or pence: those are not read as pounds.</summary>
    public string[] InOtherUnit { get; }

    /// <summary>Columns that are no field.</summary>
    public int[] Extra { get; }

    /// <summary>Columns that are never read.</summary>
    public int[] Contacts { get; }

    private static bool IsSum(string field) => field.EndsWith("value", StringComparison.OrdinalIgnoreCase);

    /// <summary>Column of a field, or -1.</summary>
    public int this[string field] => _byField.TryGetValue(field, out var found) ? found.Column : -1;

    /// <summary>
    /// A register of invitations to tender has columns for neither supplier nor sum; one that has a sum alone may be either, its
    /// supplier under a heading that is not known.
    /// </summary>
    public string? Stage =>
        this["supplier"] >= 0 ? "contract"
        : this["value"] < 0 && this["annualValue"] < 0 && this["eitherValue"] < 0 && this["awardedOn"] < 0 ? "tender"
        : null;

    public string? Hint(string field) => _byField.TryGetValue(field, out var found) ? found.Hint : null;

    public IReadOnlyDictionary<string, string> ByField => _byField.ToDictionary(f => f.Key, f => Headings[f.Value.Column]);

    // Spend files may have the days of the contract beside those of the payment.
    private readonly bool _pays;

    /// <summary>How many fields there are; 0 unless it is a register: what was agreed, from or until when, and with whom or for how much.</summary>
    public int Recognised =>
        !_pays
        && (this["title"] >= 0 || this["description"] >= 0)
        && (this["startOn"] >= 0 || this["endOn"] >= 0)
        && (this["supplier"] >= 0 || this["value"] >= 0 || this["annualValue"] >= 0 || this["eitherValue"] >= 0 || this["reference"] >= 0)
            ? _byField.Count + Extra.Length
            : 0;
}
