using System.Globalization;
using DecisionsApi.Importing;
using Spectre.Console;

namespace DecisionsApi.Verbs;

/// <summary>Shows a person what a dry run found: rows as understood, doubtful places, and what would become of records.</summary>
internal static class PreviewWriter
{
    public static void Write(IAnsiConsole console, ImportPreview preview)
    {
        Payments(console, "The first rows as understood", preview.First);
        Doubtful(console, preview.Doubtful);
        console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"  would be created {preview.Created:N0}, changed {preview.Changed:N0}, taken up again {preview.Revived:N0}"
            )
        );
        foreach (var (id, was, becomes) in preview.Changes)
        {
            console.WriteLine($"    line {becomes.Line}, payment {id}: {Difference(was, becomes)}");
        }
        if (preview.Withdrawn.Count > 0)
        {
            Payments(console, "Would be withdrawn, among others", preview.Withdrawn);
        }
    }

    private static void Payments(IAnsiConsole console, string title, IReadOnlyList<PreviewPayment> payments)
    {
        if (payments.Count == 0)
        {
            return;
        }
        var table = new Table { Title = new(title) }.AddColumns("line", "day", "amount", "supplier", "purpose", "reference", "kind");
        foreach (var p in payments)
        {
            string?[] cells =
            [
                p.Line.ToString(CultureInfo.InvariantCulture),
                p.PaidOn,
                p.Amount.ToString("N2", CultureInfo.InvariantCulture),
                p.Supplier ?? (p.Withheld.Contains("supplier.name") ? "(withheld)" : null),
                p.Purpose,
                p.TransactionReference,
                p.Kind,
            ];
            table.AddRow(cells.Select(cell => new Text(cell ?? "")));
        }
        console.Write(table);
    }

    private static void Doubtful(IAnsiConsole console, IReadOnlyList<PreviewIssue> issues)
    {
        foreach (var (code, count, examples) in issues)
        {
            var places = examples.Select(e => $"line {e.Line} {e.Field} {(e.Found is null ? "empty" : $"'{e.Found}'")}");
            console.WriteLine(
                string.Create(CultureInfo.InvariantCulture, $"  doubtful: {code} {count:N0}, such as {string.Join("; ", places)}")
            );
        }
    }

    private static string Difference(PreviewPayment was, PreviewPayment becomes)
    {
        (string Name, string? Was, string? Becomes)[] fields =
        [
            ("day", was.PaidOn, becomes.PaidOn),
            ("amount", Pounds(was.Amount), Pounds(becomes.Amount)),
            ("supplier", was.Supplier, becomes.Supplier),
            ("purpose", was.Purpose, becomes.Purpose),
            ("kind", was.Kind, becomes.Kind),
        ];
        var different = fields
            .Where(f => f.Was != f.Becomes)
            .Select(f => $"{f.Name} {f.Was ?? "(none)"} → {f.Becomes ?? "(none)"}")
            .ToList();
        return different.Count == 0 ? "other fields" : string.Join(", ", different);
    }

    private static string Pounds(decimal amount) => amount.ToString("N2", CultureInfo.InvariantCulture);
}
