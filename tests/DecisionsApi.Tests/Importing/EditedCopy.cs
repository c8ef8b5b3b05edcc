using System.Globalization;
using DecisionsApi.Importing;

namespace DecisionsApi.Tests.Importing;

/// <summary>
/// A copy of a published file of which every second row is touched in turn: removed, raised by a pound, or followed by a new row.
/// What a register must make of it is worked out here with dictionaries, not with the register's own rules.
/// </summary>
internal sealed record EditedCopy(IReadOnlyList<string> Lines, int Created, int Changed, int Withdrawn)
{
    public int Saved => Created + Changed;

    public static EditedCopy Of(string[] lines, Detected detected)
    {
        var headings = lines[0].TrimStart('\uFEFF').Split(',');
        var amount = Array.IndexOf(headings, detected.Columns["amount"]);
        var reference = Array.IndexOf(headings, detected.Columns["transactionReference"]);
        // Rows whose cells need no quotes, so that this model needs no reader of its own.
        var rows = lines.Skip(1).Select(line => (Line: line, Cells: line.Contains('"') ? null : line.Split(','))).ToList();
        var copy = new List<string> { lines[0] };
        var (before, after) = (new List<string[]>(), new List<string[]>());
        var n = 0;
        foreach (var (line, cells) in rows)
        {
            var isData =
                cells is not null
                && cells[reference].Trim().Length > 0
                && decimal.TryParse(cells[amount], CultureInfo.InvariantCulture, out _);
            if (!isData)
            {
                copy.Add(line);
                continue;
            }
            before.Add(cells!);
            var raised = cells!.ToArray();
            raised[amount] = string.Create(
                CultureInfo.InvariantCulture,
                $"{decimal.Parse(cells![amount], CultureInfo.InvariantCulture) + 1m:0.00}"
            );
            string[] added = [.. cells.Select((cell, i) => i == reference ? $"NEW{n}" : cell)];
            string[][] kept = (n++ % 6) switch
            {
                0 => [],
                2 => [raised],
                4 => [cells, added],
                _ => [cells],
            };
            after.AddRange(kept);
            copy.AddRange(kept.Select(k => string.Join(',', k)));
        }
        return Compare(copy, before, after, reference);
    }

    private static EditedCopy Compare(List<string> copy, List<string[]> before, List<string[]> after, int reference)
    {
        string Key(string[] cells) => string.Join('\u001f', cells.Select(c => c.Trim()));
        var left = before.CountBy(Key).ToDictionary();
        var unmatched = new List<string[]>();
        foreach (var row in after)
        {
            if (left.TryGetValue(Key(row), out var count) && count > 0)
            {
                left[Key(row)] = count - 1;
            }
            else
            {
                unmatched.Add(row);
            }
        }
        var leaving = before.Where(row => left[Key(row)] > 0 && left[Key(row)]-- > 0).ToList();
        var (once, onceAfter) = (
            before.CountBy(r => r[reference].Trim()).ToDictionary(),
            after.CountBy(r => r[reference].Trim()).ToDictionary()
        );
        var changed = unmatched.Count(row =>
            once.GetValueOrDefault(row[reference].Trim()) == 1
            && onceAfter[row[reference].Trim()] == 1
            && leaving.RemoveAll(old => old[reference].Trim() == row[reference].Trim()) == 1
        );
        return new(copy, unmatched.Count - changed, changed, leaving.Count);
    }
}
