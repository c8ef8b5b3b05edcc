using DecisionsApi.Importing;
using DecisionsApi.Tabular;

namespace DecisionsApi.Contracts.Registers;

/// <summary>Which column of a contract register is what, by its headings and by what it holds.</summary>
internal sealed class ContractRegisterColumns
{
    private static readonly IReadOnlyList<KnownHeading> List = KnownHeading.Read("DecisionsApi.Contracts.Registers.register-headings.csv");
    private static readonly string[] Texts = ["title", "description", "supplier", "buyer"];
    private readonly Dictionary<string, (int Column, string? Hint)> _byField = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int[]> _ties = new(StringComparer.Ordinal);
    private readonly HeadingName[] _names;
    private readonly HashSet<int> _taken;
    private readonly IReadOnlyList<string[]> _sample;
    private readonly ColumnProfile[] _profiles;

    /// <param name="headings">The headings.</param>
    /// <param name="sample">The first rows; none where only the headings are known.</param>
    public ContractRegisterColumns(IReadOnlyList<string> headings, IReadOnlyList<string[]> sample)
    {
        Headings = Tabular.Headings.Distinct(headings);
        Contacts = Importing.Contacts.Columns(headings);
        _names = HeadingName.Of(headings);
        _sample = sample;
        _profiles = ColumnProfile.Of(sample, headings.Count);
        _pays = Array.Exists(
            _names,
            name => name.Words.Contains("date") && name.Words.Any(word => word is "payment" or "paid" or "invoice" or "transaction")
        );
        _taken = [.. Contacts];
        foreach (var fitting in (ReadOnlySpan<bool>)[true, false])
        {
            foreach (var known in List)
            {
                Try(known, fitting);
            }
        }
        InOtherUnit = [.. Enumerable.Range(0, _names.Length).Where(i => SumUnit.IsOther(_names[i])).Select(i => Headings[i])];
        Extra = [.. Enumerable.Range(0, headings.Count).Where(i => !_taken.Contains(i))];
    }

    public string[] Headings { get; }

    /// <summary>Headings that say that their sums are thousands or pence: those are not read as pounds.</summary>
    public string[] InOtherUnit { get; }

    /// <summary>Columns that are no field.</summary>
    public int[] Extra { get; }

    /// <summary>Columns that are never read.</summary>
    public int[] Contacts { get; }

    /// <summary>Fields for which two columns are as good: field to headings. Of sums and days none is taken.</summary>
    public IReadOnlyDictionary<string, string[]> Ties => _ties.ToDictionary(t => t.Key, t => t.Value.Select(i => Headings[i]).ToArray());

    /// <summary>Takes the column of a known heading that holds what its field asks for; a second time round whatever it holds.</summary>
    private void Try(KnownHeading known, bool fitting)
    {
        if (_byField.ContainsKey(known.Field) || (_ties.ContainsKey(known.Field) && !Texts.Contains(known.Field)))
        {
            return;
        }
        var found = Enumerable
            .Range(0, _names.Length)
            .Where(i => !_taken.Contains(i) && known.Matches(_names[i]) && !(IsSum(known.Field) && SumUnit.IsOther(_names[i])))
            .Select(i => (Column: i, Fit: Fit(known.Field, i)))
            .Where(c => fitting ? c.Fit >= 0.5 : c.Fit > 0 || known.Field != "supplier" || _profiles[c.Column].Filled == 0)
            .OrderByDescending(c => c.Fit)
            .ToList();
        if (
            found is [var best, var second, ..]
            && best.Fit - second.Fit < 0.2
            && _profiles[second.Column].Filled > 0
            && !Same(best.Column, second.Column)
        )
        {
            _ties[known.Field] = [.. found.Select(c => c.Column)];
            found = Texts.Contains(known.Field) ? found : [];
        }
        if (found.Count > 0)
        {
            _taken.Add(found[0].Column);
            _byField[known.Field] = (found[0].Column, known.Hint);
        }
    }

    /// <summary>From 0 to 1, how well a column holds what a field asks for; 1 where nothing is known of it.</summary>
    private double Fit(string field, int column)
    {
        var profile = _profiles[column];
        return profile.Rows == 0 ? 1
            : profile.Filled == 0 ? 0
            : field switch
            {
                "title" or "description" or "supplier" or "buyer" => profile.Share(profile.Words),
                "reference" => 1
                    - Math.Max(profile.Share(profile.Days), Share(profile, text => text.Contains('£', StringComparison.Ordinal))),
                "startOn" or "endOn" or "awardedOn" => Share(profile, text => DayReading.Of(text).Form != DayForm.None),
                _ when IsSum(field) => Share(profile, text => RegisterSum.Read(text) is not null),
                _ => 1,
            };
    }

    /// <summary>Share of the different texts that say something; 0 where none does.</summary>
    private static double Share(ColumnProfile profile, Func<string, bool> holds) =>
        profile.Values.Where(text => !NotSaid.Is(text)).ToList() is { Count: > 0 } said ? (double)said.Count(holds) / said.Count : 0;

    private bool Same(int one, int other) =>
        _sample.All(row =>
            string.Equals(row.ElementAtOrDefault(one)?.Trim(), row.ElementAtOrDefault(other)?.Trim(), StringComparison.Ordinal)
        );

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
            ? (2 * _byField.Count) + Extra.Length
            : 0;
}
