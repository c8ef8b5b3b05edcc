using DecisionsApi.Importing;
using DecisionsApi.Tabular;

namespace DecisionsApi.Expenditure;

/// <summary>Assigns the columns of one file to fields, one by one; what is assigned stays.</summary>
/// <param name="names">The headings.</param>
/// <param name="contacts">Columns that are never read.</param>
/// <param name="sample">The first rows, or null where only the headings are known.</param>
internal sealed class PaymentAssignment(HeadingName[] names, int[] contacts, IReadOnlyList<string[]>? sample)
{
    private static readonly HashSet<string> Others =
    [
        "vat",
        "tax",
        "budget",
        "balance",
        "due",
        "start",
        "end",
        "order",
        "ordered",
        "received",
        "published",
        "review",
        "birth",
        "quantity",
        "qty",
        "units",
        "hours",
        "rate",
        "percent",
        "department",
        "directorate",
        "service",
        "category",
    ];
    private static readonly string[] Single = ["amount", "paidOn", "supplierName"];
    private readonly HashSet<int> _taken = [.. contacts];
    private readonly Dictionary<string, AssignedColumn> _byField = new(StringComparer.Ordinal);
    private readonly ColumnProfile[]? _profiles = sample is null || sample.Count == 0 ? null : ColumnProfile.Of(sample, names.Length);

    public IReadOnlyDictionary<string, AssignedColumn> ByField => _byField;

    /// <summary>Fields for which two columns are as good, so that none was taken: field to the columns.</summary>
    public Dictionary<string, int[]> Ties { get; } = new(StringComparer.Ordinal);

    /// <summary>Column with the totals of which the amounts are lines, or -1.</summary>
    public int LinesOf { get; private set; } = -1;

    /// <summary>Profiles of the columns by the rows alone that have no cell too many.</summary>
    public ColumnProfile[]? EvenProfiles() =>
        sample is null
            ? null
            : ColumnProfile.Of([.. sample.Where(row => row.Skip(names.Length).All(string.IsNullOrWhiteSpace))], names.Length);

    public ColumnProfile? Profile(int column) => column < 0 ? null : _profiles?[column];

    /// <summary>Takes the column of a heading for a field because the reader says so.</summary>
    public void Override(string field, string normal)
    {
        var column = Array.FindIndex(names, name => name.Normal == normal);
        if (column >= 0 && _taken.Add(column))
        {
            _byField[field] = new(column, null, 1);
        }
    }

    /// <summary>Takes for some fields the column of a known heading, whatever it holds; but numbers are no names.</summary>
    public void TryUnfitting(IEnumerable<KnownHeading> list, params string[] fields)
    {
        foreach (var known in list.Where(known => known.IsExact && fields.Contains(known.Field)))
        {
            Try(known, fitting: false);
        }
    }

    /// <summary>Takes the column of a known heading, where there is one that is free and, if asked, holds what the field asks for.</summary>
    public void Try(KnownHeading known, bool fitting = true, bool codes = false)
    {
        if (_byField.ContainsKey(known.Field) || Ties.ContainsKey(known.Field))
        {
            return;
        }
        var found = Enumerable
            .Range(0, names.Length)
            .Where(i => !_taken.Contains(i) && known.Matches(names[i]) && !(IsMoney(known.Field) && SumUnit.IsOther(names[i])))
            .Select(i => (Column: i, Fit: Fit(known.Field, known.Hint, i)))
            .Where(c =>
                fitting || known.Field != "supplierName" || _profiles?[c.Column] is not { Filled: > 0, Words: 0 } p || p.Amounts < p.Filled
            )
            .Where(c =>
                !fitting
                || c.Fit
                    >= (
                        !known.IsExact ? 0.8
                        : codes || !HasCodes(known.Field) ? 0.5
                        : 0.6
                    )
            )
            .OrderByDescending(c => names[c.Column].TextOf is not null)
            .ThenByDescending(c => c.Fit)
            .ToList();
        if (found.Count == 0)
        {
            return;
        }
        if (
            found.Count > 1
            && (Single.Contains(known.Field) || names[found[0].Column].Normal == names[found[1].Column].Normal)
            && _profiles is not null
            && names[found[0].Column].TextOf is null
            && !Same(found[0].Column, found[1].Column)
            && found[0].Fit - found[1].Fit < 0.2
        )
        {
            Ties[known.Field] = [.. found.Select(c => c.Column)];
            return;
        }
        Take(known.Field, found[0].Column, known.Hint, (known.IsExact ? 0.6 : 0.5) + (0.4 * found[0].Fit));
    }

    /// <summary>
    /// What no heading tells: the one column of money is the amount, the one of days the date, the one of names of firms the
    /// supplier. Where two are possible none is taken.
    /// </summary>
    public void ByContent()
    {
        if (_profiles is null)
        {
            return;
        }
        Only("amount", p => p.Share(p.Amounts) >= 0.95 && p.Share(p.Money) >= 0.5 && p.Filled * 2 > p.Rows);
        Only("paidOn", p => p.Share(p.Days) >= 0.9 && p.Filled * 5 > p.Rows * 4);
        Only("supplierName", p => p.Share(p.Words) >= 0.8 && p.Share(p.Firms) >= 0.1);
        Only("creditMarker", CreditMarker.IsTold);
    }

    /// <summary>
    /// Takes for the amount the sum of each line, where the rows tell that the column taken repeats the total of the invoice.
    /// </summary>
    public void PreferLines(IEnumerable<KnownHeading> list)
    {
        if (_profiles is null || !_byField.TryGetValue("amount", out var total) || _byField.ContainsKey("creditAmount"))
        {
            return;
        }
        var lines = new LineAmounts(sample!, [Column("paidOn"), Column("supplierName")], Reference());
        var known = list.Where(k => k.Field == "amount").ToList();
        foreach (var column in Enumerable.Range(0, names.Length).Where(i => !_taken.Contains(i) && !IsOther(names[i])))
        {
            var hint = known.Find(k => k.Matches(names[column]));
            if (hint is not null && Fit("amount", hint.Hint, column) >= 0.95 && lines.Are(column, total.Column))
            {
                _taken.Remove(total.Column);
                Take("amount", column, hint.Hint, total.Score);
                LinesOf = total.Column;
                return;
            }
        }
    }

    /// <summary>Takes columns of codes where none has their texts.</summary>
    public void TryCodes(IEnumerable<KnownHeading> list)
    {
        foreach (var known in list.Where(known => known.IsExact && HasCodes(known.Field)))
        {
            Try(known, codes: true);
        }
    }

    private static bool HasCodes(string field) => field is "purpose" or "category" or "department";

    private int Column(string field) => _byField.TryGetValue(field, out var assigned) ? assigned.Column : -1;

    private int Reference() => Column("invoiceReference") is >= 0 and var invoice ? invoice : Column("transactionReference");

    private void Only(string field, Func<ColumnProfile, bool> holds)
    {
        if (_byField.ContainsKey(field) || Ties.ContainsKey(field))
        {
            return;
        }
        int[] found = [.. Enumerable.Range(0, names.Length).Where(i => !_taken.Contains(i) && !IsOther(names[i]) && holds(_profiles![i]))];
        if (found.Length == 1)
        {
            Take(field, found[0], null, 0.4);
        }
        else if (found.Length > 1)
        {
            Ties[field] = found;
        }
    }

    // A heading that says what the column is: a tax, another day of the contract, a number of something.
    private static bool IsOther(HeadingName name) => SumUnit.IsOther(name) || name.Words.Any(Others.Contains);

    private static bool IsMoney(string field) => field is "amount" or "creditAmount" or "grossAmount" or "irrecoverableVat";

    private void Take(string field, int column, string? hint, double score)
    {
        _taken.Add(column);
        _byField[field] = new(column, hint, Math.Round(score, 2));
    }

    /// <summary>Whether two columns hold the same in every row of the sample.</summary>
    private bool Same(int one, int other) =>
        sample!.All(row =>
            string.Equals(row.ElementAtOrDefault(one)?.Trim(), row.ElementAtOrDefault(other)?.Trim(), StringComparison.Ordinal)
        );

    /// <summary>Whether the amount is the debit side of a ledger.</summary>
    private bool IsDebit() =>
        _byField.TryGetValue("amount", out var amount) && names[amount.Column].Words.Any(word => word is "debit" or "debits");

    /// <summary>From 0 to 1, how well a column holds what a field asks for; 1 where nothing is known of it.</summary>
    private double Fit(string field, string? hint, int column)
    {
        if (field == "creditAmount" && !IsDebit())
        {
            return 0;
        }
        if (_profiles?[column] is not { Rows: > 0 } profile)
        {
            return 1;
        }
        return field switch
        {
            "paidOn" => profile.Share(profile.Days + profile.Serials + (hint == "period" ? profile.Periods : 0)),
            "amount" => profile.Filled * 20 < profile.Rows ? 0 : profile.Share(profile.Amounts + profile.CreditMarks),
            "grossAmount" or "irrecoverableVat" or "creditAmount" => profile.Filled == 0
                ? 0.5
                : profile.Share(profile.Amounts + profile.CreditMarks),
            "supplierName" => profile.Share(profile.Words),
            "creditMarker" => CreditMarker.Fit(profile),
            // Codes are worse than their texts, but better than nothing.
            "purpose" or "category" or "department" when profile.Filled > 0 => Math.Min(
                1 - Math.Max(profile.Share(profile.Money), profile.Share(profile.Days)),
                0.5 + (0.5 * profile.Share(profile.Words))
            ),
            _ => 1,
        };
    }
}

/// <summary>The column a field was assigned.</summary>
/// <param name="Column">Its position.</param>
/// <param name="Hint">What the heading says beyond the field: the kind of date, the VAT basis, a card merchant.</param>
/// <param name="Score">From 0 to 1: how well heading and cells speak for it.</param>
internal sealed record AssignedColumn(int Column, string? Hint, double Score);
