namespace DecisionsApi.Tabular;

/// <summary>A sheet of a workbook whose amounts are looked for in others: by its texts, days and months.</summary>
internal sealed class KeyedSheet
{
    /// <summary>Rows of a sheet that may be sums; what is longer is no summary.</summary>
    private const int MostRows = 20_000;

    /// <summary>Share of the different texts of a column that may be missing in the column it is compared with; one may always, a total.</summary>
    private const double Missing = 0.2;
    private readonly TableFile _table;
    private readonly TableShape _shape;
    private readonly KeyColumn[] _keys;
    private readonly HashSet<string> _months;
    private readonly bool[] _isDay;
    private readonly int[] _sums;

    public KeyedSheet(TableFile table, TableShape shape)
    {
        (_table, _shape) = (table, shape);
        Rows = [.. Records().Take(MostRows + 1)];
        var profiles = ColumnProfile.Of(Rows, shape.Headings.Count);
        _sums = [.. Enumerable.Range(0, profiles.Length).Where(i => profiles[i] is { Filled: > 0 } p && p.Share(p.Amounts) >= 0.9)];
        _isDay = [.. profiles.Select(p => p.Share(p.Days) >= 0.5)];
        Amounts = [.. _sums.Where(i => profiles[i].Filled * 2 > profiles[i].Rows)];
        _keys = [.. KeyColumn.Of([.. Enumerable.Range(0, profiles.Length).Except(_sums)], Rows)];
        _months =
        [
            .. Rows.SelectMany(row => row.Where((_, i) => i < _isDay.Length && _isDay[i]))
                .Select(cell => KeyColumn.Key(KeyKind.Month, cell))
                .OfType<string>(),
        ];
    }

    /// <summary>Its rows with any text, each cell trimmed; as many as there may be.</summary>
    public List<string[]> Rows { get; }

    /// <summary>Columns of sums.</summary>
    public int[] Amounts { get; }

    /// <summary>Its headings, by which sheets of one kind are known.</summary>
    public string Layout => string.Join('\n', _shape.Headings.Select(Headings.Normalise));

    public bool CanRepeat => Rows.Count is > 1 and <= MostRows && Amounts.Length > 0 && _keys.Length > 0;

    /// <summary>Not where its days are all of other months.</summary>
    public bool Touches(KeyedSheet other) => _months.Count == 0 || other._months.Count == 0 || _months.Overlaps(other._months);

    /// <summary>Whether its days are of no other months than those of others together.</summary>
    public bool IsWithin(IEnumerable<KeyedSheet> others) =>
        others.ToList() is var all
        && (all.Exists(other => other._months.Count == 0) || _months.All(month => all.Exists(other => other._months.Contains(month))));

    /// <summary>
    /// What the rows of others, which have the same headings, add up to under the keys of this one, each for itself: by all of them
    /// together, then by fewer, as a sum may have a day that is only its last.
    /// </summary>
    public IEnumerable<KeyedSums[]> SumsIn(KeyedSheet[] others)
    {
        var pairs = others.Length == 0 ? [] : Pairs(others);
        var sets = pairs.Select(pair => new[] { pair }).Prepend([.. pairs.Where(pair => pair.Key.Kind != KeyKind.Day)]).Prepend([.. pairs]);
        foreach (var set in sets.Where(set => set.Length > 0).DistinctBy(set => string.Join(' ', set.Select(pair => pair.Key.Column))))
        {
            KeyColumn[] keys = [.. set.Select(pair => pair.Key)];
            var wanted = Keyed(keys).Select(row => row.Key).ToHashSet(StringComparer.Ordinal);
            yield return [.. others.Select(other => other.Sums(set, keys, wanted))];
        }
    }

    private KeyedSums Sums((KeyColumn Key, int Column)[] columns, KeyColumn[] keys, HashSet<string> wanted)
    {
        var sums = new KeyedSums(keys);
        foreach (var row in Records())
        {
            if (KeyedSums.KeyOf(row, columns) is { } key && wanted.Contains(key))
            {
                sums.Add(key, row, _sums, column => Headings.Normalise(_shape.Headings[column]));
            }
        }
        return sums;
    }

    /// <summary>Holds the sums of one of its columns against those of a column of others.</summary>
    public SumEvidence Compare(int amount, string column, KeyedSums[] parts)
    {
        var own = new Dictionary<string, (long Pence, int Rows)>(StringComparer.Ordinal);
        foreach (var (row, key) in Keyed(parts[0].Keys))
        {
            if (Tabular.Amounts.TryReadPence(Cell(row, amount), out var pence, out _))
            {
                var (sum, rows) = own.GetValueOrDefault(key);
                own[key] = (sum + pence, rows + 1);
            }
        }
        var isWhole = own.Values.All(sum => sum.Pence % 100 == 0);
        var (all, sinceTotal) = (0L, 0L);
        var evidence = new SumEvidence();
        foreach (var (key, (pence, rows)) in own.Where(sum => sum.Value.Pence != 0))
        {
            var there = parts.Select(part => part.Of(key, column)).ToList();
            var (sum, count) = (there.Sum(t => t.Pence), there.Sum(t => t.Rows));
            if (count == 0 && (pence == all || pence == sinceTotal))
            {
                sinceTotal = 0;
                continue;
            }
            (all, sinceTotal) = (all + pence, sinceTotal + pence);
            var equal = count > 0 && (pence == sum || (isWhole && Math.Abs(pence - sum) <= 50));
            evidence = new(
                evidence.Sums + 1,
                evidence.Equal + (equal ? 1 : 0),
                evidence.Condensed + (equal && count > rows ? 1 : 0),
                evidence.Rows + (equal && count == rows ? rows : 0)
            );
        }
        return evidence;
    }

    /// <summary>The columns of others that have what those of this one have, each for one of this.</summary>
    private List<(KeyColumn Key, int Column)> Pairs(KeyedSheet[] others)
    {
        var (first, isDay) = (
            others[0],
            others.SelectMany(other => other._isDay.Index().Where(c => c.Item).Select(c => c.Index)).ToHashSet()
        );
        int[] columns = [.. Enumerable.Range(0, first._shape.Headings.Count).Except(first._sums)];
        var seen = _keys.Select(_ => columns.Select(_ => new HashSet<string>(StringComparer.Ordinal)).ToArray()).ToArray();
        foreach (var row in others.SelectMany(other => other.Records()))
        {
            for (var k = 0; k < _keys.Length; k++)
            {
                for (var c = 0; c < columns.Length; c++)
                {
                    if (
                        (_keys[k].Kind == KeyKind.Text || isDay.Contains(columns[c]))
                        && KeyColumn.Key(_keys[k].Kind, Cell(row, columns[c])) is { } key
                        && _keys[k].Values.Contains(key)
                    )
                    {
                        seen[k][c].Add(key);
                    }
                }
            }
        }
        return
        [
            .. _keys
                .SelectMany(
                    (key, k) =>
                        columns.Select((column, c) => (Key: key, Column: column, Share: (double)seen[k][c].Count / key.Values.Count))
                )
                .Where(pair =>
                    pair.Key.Values.Count * (1 - pair.Share) <= Math.Max(1.01, Missing * pair.Key.Values.Count) && pair.Share >= 0.5
                )
                .OrderByDescending(pair => pair.Share)
                .ThenByDescending(pair => IsSameHeading(pair.Key.Column, first, pair.Column))
                .ThenBy(pair => pair.Key.Kind)
                .DistinctBy(pair => pair.Key.Column)
                .Select(pair => (pair.Key, pair.Column)),
        ];
    }

    /// <summary>Its rows with their keys; a pivot names what it groups by on the first row of each group only.</summary>
    private IEnumerable<(string[] Row, string Key)> Keyed(KeyColumn[] keys)
    {
        var groups = new string[keys.Length];
        KeyColumn[] inOrder = [.. keys.OrderBy(key => key.Column)];
        foreach (var row in Rows)
        {
            string[] full = [.. row];
            for (var k = 0; k < inOrder.Length; k++)
            {
                var column = inOrder[k].Column;
                if (Cell(row, column).Length > 0)
                {
                    groups[k] = row[column];
                }
                else if (
                    column < row.Length
                    && groups[k] is { } group
                    && inOrder[(k + 1)..].Any(inner => Cell(row, inner.Column).Length > 0)
                )
                {
                    full[column] = group;
                }
            }
            if (KeyedSums.KeyOf(full, keys) is { } key)
            {
                yield return (row, key);
            }
        }
    }

    private bool IsSameHeading(int column, KeyedSheet other, int otherColumn) =>
        Headings.Normalise(_shape.Headings[column]) == Headings.Normalise(other._shape.Headings[otherColumn]);

    private IEnumerable<string[]> Records()
    {
        using var records = _table.Open(_shape);
        while (records.Read())
        {
            if (records.Line > _shape.HeaderLine && records.Fault is null)
            {
                string[] row = [.. Enumerable.Range(0, records.Count).Select(i => records[i].Trim())];
                if (Array.Exists(row, cell => cell.Length > 0))
                {
                    yield return row;
                }
            }
        }
    }

    private static string Cell(string[] row, int column) => column < row.Length ? row[column] : "";
}
