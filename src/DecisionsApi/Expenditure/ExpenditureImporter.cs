using System.Text.Json;
using DecisionsApi.Bodies;
using DecisionsApi.Importing;
using DecisionsApi.Sources;
using DecisionsApi.Tabular;

namespace DecisionsApi.Expenditure;

/// <summary>Takes in a spend file as published: the payments of one body, its columns recognised by their headings.</summary>
internal sealed class ExpenditureImporter : ITableImport
{
    /// <summary>Rows without which what columns hold is no evidence.</summary>
    private const int FewestRows = 5;

    public string Kind => "expenditure";

    public bool HasField(string field) => PaymentHeadings.Fields.Contains(field);

    public int Recognise(IReadOnlyList<string> cells, ImportOptions options) =>
        options.Columns.Count == 0 ? PaymentHeadings.Recognise(cells)
        : options.Columns.ContainsKey("amount") && PaymentHeadings.HasAll(cells, options.Columns.Values)
            ? PaymentHeadings.Map(cells, options.Columns).Count
        : 0;

    public TableShape? RecogniseByContent(TableFile file, ImportOptions options)
    {
        if (options.Columns.Count > 0 || file.DetectWithoutHeadings() is not { } shape)
        {
            return null;
        }
        var sample = file.Sample(shape);
        var columns = PaymentHeadings.Map(shape.Headings, options.Columns, sample);
        return sample.Count >= FewestRows && columns.Has("amount") && columns.Has("paidOn") && columns.Has("supplierName") ? shape : null;
    }

    /// <summary>Payments have references, and one may be like another; a sum is there once for what it adds up.</summary>
    public bool HasOwnRows(TableFile file, TableShape shape)
    {
        var sample = file.Sample(shape);
        var columns = PaymentHeadings.Map(shape.Headings, new Dictionary<string, string>(), sample);
        int[] texts =
        [
            .. Enumerable
                .Range(0, columns.Headings.Length)
                .Where(i => columns.Profile(i) is { Filled: > 0 } profile && profile.Share(profile.Amounts) < 1),
        ];
        return columns.Has("transactionReference")
            || columns.Has("invoiceReference")
            || sample
                .Select(row => string.Join('\n', texts.Select(i => i < row.Length ? row[i].Trim() : "")))
                .Where(text => text.AsSpan().Trim().Length > 0)
                .CountBy(text => text)
                .Any(count => count.Value > 1);
    }

    public TableReport Import(ImportContext context, TableShape shape)
    {
        var sample = context.File.Sample(shape);
        var spilled = SpilledColumns.Of(shape.Headings, sample);
        if (spilled.Any)
        {
            sample = Gathered(sample, shape.Headings.Count, spilled);
        }
        var columns = PaymentHeadings.Map(shape.Headings, context.Options.Columns, sample);
        Refuse(columns);
        RefuseSummary(context, columns, sample);
        var groups = PivotGroups.Of(sample, columns["supplierName"], columns["amount"]);
        return new SpendTable(context, shape, columns, spilled, groups).Import(sample);
    }

    private static void Refuse(PaymentColumns columns)
    {
        if (!columns.Has("amount") && HeadingName.Of(columns.Headings).FirstOrDefault(SumUnit.IsOther) is { } other)
        {
            throw new ImportRefusedException(
                "amountInOtherUnit",
                $"'{columns.Headings.First(h => Headings.Normalise(h) == other.Normal)}' holds no pounds, by its heading. "
                    + "Payments are sums in pounds and pence: give a file that has them."
            );
        }
        if (!columns.Has("amount") && !columns.Ties.ContainsKey("amount"))
        {
            throw new ImportRefusedException(
                ImportRefusedException.NotRecognised,
                "No column holds amounts, whatever its heading says. Name it with --columns MAP.json, for example {\"amount\": \"Value\"}."
            );
        }
        if (columns.Ties.TryGetValue("amount", out var tied))
        {
            throw new ImportRefusedException(
                "amountAmbiguous",
                $"Which column is the amount cannot be told: {string.Join(" and ", tied.Select(heading => $"'{heading}'"))} both could be. "
                    + "Name it with --columns MAP.json, for example {\"amount\": \""
                    + tied[0]
                    + "\"}."
            );
        }
    }

    /// <summary>
    /// Sums by supplier are no payments (Lambeth's <c>Supplier Name, Total</c>): a name and a sum are all a row has, no day, no
    /// reference and nothing else, and no name stands in two rows.
    /// </summary>
    private static void RefuseSummary(ImportContext context, PaymentColumns columns, IReadOnlyList<string[]> sample)
    {
        var (supplier, amount) = (columns["supplierName"], columns["amount"]);
        if (context.Options.Columns.Count > 0 || supplier < 0 || columns.Has("paidOn"))
        {
            return;
        }
        var hasMore = Enumerable
            .Range(0, columns.Headings.Length)
            .Any(i => i != supplier && i != amount && columns.Profile(i) is { Filled: > 0 } profile && profile.Share(profile.Amounts) < 1);
        var names = sample.Select(row => supplier < row.Length ? row[supplier].Trim() : "").Where(name => name.Length > 0).ToList();
        if (!hasMore && names.Count >= FewestRows && names.Distinct(StringComparer.OrdinalIgnoreCase).Count() == names.Count)
        {
            throw new ImportRefusedException(
                ImportRefusedException.NotRecognised,
                $"{context.DisplayPath} is a summary: a sum for each supplier, without days, references or anything else of a payment. "
                    + "If these are payments all the same, name the columns with --columns MAP.json."
            );
        }
    }

    private static List<string[]> Gathered(IReadOnlyList<string[]> sample, int width, SpilledColumns spilled) =>
        [
            .. sample.Select(row =>
            {
                string[] cells = [.. Enumerable.Range(0, width).Select(i => i < row.Length ? row[i] : "")];
                spilled.Gather(cells);
                return cells;
            }),
        ];
}
