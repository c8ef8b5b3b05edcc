using DecisionsApi.Importing;
using DecisionsApi.Tabular;

namespace DecisionsApi.Expenditure;

/// <summary>The list of known headings (<c>payment-headings.csv</c>) and what a file's columns are by it and by what they hold.</summary>
internal static class PaymentHeadings
{
    private static readonly IReadOnlyList<KnownHeading> List = KnownHeading.Read("DecisionsApi.Expenditure.payment-headings.csv");
    private static readonly Dictionary<string, string> NoOverrides = [];

    /// <summary>Names of the fields a file's columns may be assigned to.</summary>
    public static IReadOnlyList<string> Fields { get; } = [.. List.Select(known => known.Field).Distinct()];

    /// <summary>How many of a row's cells are headings of payments; 0 unless an amount and a supplier or day are among them.</summary>
    public static int Recognise(IReadOnlyList<string> cells)
    {
        var names = HeadingName.Of(cells);
        var otherUnit = names.Any(SumUnit.IsOther);
        if (!otherUnit && !names.Any(name => List.Any(known => known.Matches(name))))
        {
            return 0;
        }
        var columns = Map(cells, NoOverrides);
        var enough = (columns.Has("amount") || otherUnit) && (columns.Has("supplierName") || columns.Has("paidOn"));
        return enough ? columns.Count : 0;
    }

    /// <summary>Whether a row has all of some headings.</summary>
    public static bool HasAll(IReadOnlyList<string> cells, IEnumerable<string> headings)
    {
        var normal = cells.Select(Headings.Normalise).ToHashSet();
        return headings.All(heading => normal.Contains(Headings.Normalise(heading)));
    }

    /// <summary>
    /// Assigns columns to fields. <paramref name="overrides"/> (field to heading) come before the list; with
    /// <paramref name="sample"/> a column must also hold what its field asks for.
    /// </summary>
    public static PaymentColumns Map(
        IReadOnlyList<string> headings,
        IReadOnlyDictionary<string, string> overrides,
        IReadOnlyList<string[]>? sample = null
    )
    {
        var names = HeadingName.Of(headings);
        var contacts = Contacts.Columns(headings);
        var assignment = new PaymentAssignment(names, contacts, sample);
        foreach (var (field, heading) in overrides)
        {
            assignment.Override(field, Headings.Normalise(heading));
        }
        foreach (var known in List)
        {
            assignment.Try(known);
        }
        assignment.TryCodes(List);
        // A column of times where days should be, or of codes where names should be, is still the file's only one.
        assignment.TryUnfitting(List, "amount", "paidOn");
        if (overrides.Count == 0)
        {
            assignment.ByContent();
        }
        assignment.TryUnfitting(List, "supplierName");
        if (overrides.Count == 0)
        {
            assignment.PreferLines(List);
        }
        return new(headings, [.. names.Select(name => name.Normal)], assignment, contacts);
    }
}
