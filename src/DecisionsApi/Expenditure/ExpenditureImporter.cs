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
        return new SpendTable(context, shape, columns, spilled).Import(sample);
    }

    private static void Refuse(PaymentColumns columns)
    {
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
