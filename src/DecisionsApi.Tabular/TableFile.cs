using System.Security.Cryptography;
using System.Text;

namespace DecisionsApi.Tabular;

/// <summary>A file on disk that may hold a table: what its bytes are, their hash and their encoding.</summary>
/// <param name="Path">Where the text of the table is.</param>
/// <param name="Kind">What the bytes are.</param>
/// <param name="Sha256">SHA-256 of the bytes as published, lower-case hexadecimal.</param>
/// <param name="SizeBytes">How many there are.</param>
/// <param name="Encoding">The encoding of the text.</param>
public sealed record TableFile(string Path, FileKind Kind, string Sha256, long SizeBytes, Encoding Encoding)
{
    private const int SampleLength = 1 << 18;
    private const int SampleRecords = 1000;

    /// <summary>Rows among which the heading is looked for; Darlington and Hounslow have a query of many lines above it.</summary>
    private const int HeadingRows = 100;

    /// <summary>
    /// Headings of one table at most; the widest that is published has 79 columns, most of them without one, and a list that is spread over
    /// the columns of an export some 550.
    /// </summary>
    private const int MaxHeadings = 1000;
    private static readonly char[] Delimiters = [',', ';', '\t', '|'];
    private readonly Dictionary<char, List<SampleRow>> _samples = [];
    private string? _sample;

    /// <summary>Bytes before the first character.</summary>
    public int MarkLength { get; init; }

    /// <summary>The file as published; the table's own unless the table was taken out of a workbook.</summary>
    public string Original { get; init; } = Path;

    /// <summary>Whether this is the only table that was made of the published bytes.</summary>
    public bool IsSheet { get; init; }

    /// <summary>Whether the file as published may be kept: not where another table of it has what must not be kept.</summary>
    public bool MayKeepOriginal { get; init; } = true;

    /// <summary>Reads the whole file once: hash, size, kind and encoding.</summary>
    public static TableFile Inspect(string path)
    {
        using var stream = File.OpenRead(path);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        byte[]? head = null;
        var encoding = TextEncoding.Detect(
            stream,
            bytes =>
            {
                head ??= bytes[..Math.Min(bytes.Length, FileKinds.SniffLength)].ToArray();
                hash.AppendData(bytes);
            }
        );
        var kind = FileKinds.Refine(FileKinds.Of(head), path);
        return new(path, kind, Convert.ToHexStringLower(hash.GetHashAndReset()), stream.Length, encoding)
        {
            MarkLength = kind == FileKind.Text ? TextEncoding.MarkLength(head) : 0,
        };
    }

    /// <summary>
    /// Finds the delimiter and the heading row: of the first rows under each delimiter, the one in which
    /// <paramref name="recognise"/> knows most headings; two rows together are one where that says more. Null when it knows none
    /// well enough (returns 0) under any.
    /// </summary>
    public TableShape? Detect(Func<IReadOnlyList<string>, int> recognise)
    {
        TableShape? best = null;
        var bestScore = 0;
        foreach (var delimiter in Delimiters)
        {
            var rows = Rows(delimiter);
            for (var n = 0; n < Math.Min(rows.Count, HeadingRows); n++)
            {
                if (rows[n].HasValues || rows[n].Filled > MaxHeadings)
                {
                    continue;
                }
                var score = recognise(rows[n].Cells);
                var (joined, joinedScore) = (Array.Empty<string>(), 0);
                foreach (
                    var merged in n > 0 && !rows[n - 1].HasValues && rows[n - 1].Filled <= MaxHeadings ? [false, true] : Array.Empty<bool>()
                )
                {
                    var pair = Join(rows[n - 1].Cells, rows[n].Cells, merged);
                    (joined, joinedScore) = recognise(pair) is var known && known > joinedScore ? (pair, known) : (joined, joinedScore);
                }
                if (joinedScore > score && joinedScore > bestScore)
                {
                    (bestScore, best) = (joinedScore, new(delimiter, rows[n].Line, joined));
                }
                else if (score > bestScore)
                {
                    (bestScore, best) = (score, new(delimiter, rows[n].Line, rows[n].Cells));
                }
            }
        }
        return best is null ? null : Widened(best);
    }

    /// <summary>
    /// The rows of a table whose headings say nothing or are not there: under the delimiter that gives the most even rows, the
    /// first row of the width most rows have, and the row above it as heading where it holds words alone.
    /// </summary>
    public TableShape? DetectWithoutHeadings()
    {
        TableShape? best = null;
        var bestRows = 0;
        foreach (var delimiter in Delimiters)
        {
            var rows = Rows(delimiter);
            var values = rows.Where(row => row.HasValues).ToList();
            if (values.Count < 3 || values.Count <= bestRows)
            {
                continue;
            }
            var width = values.CountBy(row => row.Cells.Length).MaxBy(w => w.Value).Key;
            var first = rows.FindIndex(row => row.HasValues && row.Cells.Length == width);
            if (width < 3 || first >= HeadingRows)
            {
                continue;
            }
            var above = first > 0 && rows[first - 1] is { HasValues: false } row && row.Filled * 2 > width ? rows[first - 1] : null;
            bestRows = values.Count;
            best = above is null
                ? new(delimiter, rows[first].Line - 1, [.. Enumerable.Repeat("", width)]) { HasHeading = false }
                : new(delimiter, above.Line, above.Cells);
        }
        return best is null ? null : Widened(best);
    }

    /// <summary>The first data rows, for decisions that need more than a heading.</summary>
    public IReadOnlyList<string[]> Sample(TableShape shape) =>
        [.. Rows(shape.Delimiter).Where(row => row.Line > shape.HeaderLine).Select(row => row.Cells)];

    /// <summary>Whether a column of the table holds days.</summary>
    public bool HasDays(TableShape shape) =>
        ColumnProfile.Of(Sample(shape), shape.Headings.Count).Any(p => p.Filled * 2 > p.Rows && p.Share(p.Days) > 0.5);

    /// <summary>Whether one of the first rows is like a heading row that <paramref name="belongs"/> knows.</summary>
    public bool HasRow(Func<IReadOnlyList<string>, bool> belongs) => Rows(',').Take(HeadingRows).Any(row => belongs(row.Cells));

    /// <summary>Opens the records of the file from its first line; <paramref name="copy"/> gets its bytes while they are read.</summary>
    public RecordReader Open(TableShape shape, Stream? copy = null) =>
        new(OpenText(copy), shape.Delimiter, IsSheet ? null : shape.RowCells, IsSheet);

    /// <summary>The text without its marks; <paramref name="copy"/> gets the bytes, marks and all, while they are read.</summary>
    public StreamReader OpenText(Stream? copy = null)
    {
        var file = File.OpenRead(Path);
        Stream stream = copy is null ? file : new CopyingStream(file, copy);
        stream.ReadExactly(new byte[Math.Min(MarkLength, file.Length)]);
        return new(stream, Encoding, detectEncodingFromByteOrderMarks: false);
    }

    /// <summary>Headings of columns that most rows have and the heading row does not are empty ones.</summary>
    private TableShape Widened(TableShape shape)
    {
        var rows = Sample(shape).Where(row => row.Any(cell => !string.IsNullOrWhiteSpace(cell))).ToList();
        var width = shape.Headings.Count;
        while (rows.Count > 0 && rows.Count(row => row.Length > width && !string.IsNullOrWhiteSpace(row[width])) * 2 > rows.Count)
        {
            width++;
        }
        return shape with
        {
            Headings = [.. shape.Headings, .. Enumerable.Repeat("", width - shape.Headings.Count)],
            RowCells = rows.Count == 0 ? null : rows.CountBy(row => row.Length).MaxBy(count => count.Value).Key,
        };
    }

    /// <summary>Two rows as one; a merged cell above stands over the columns behind it that have none of their own.</summary>
    private static string[] Join(string[] above, string[] below, bool merged)
    {
        var over = "";
        return
        [
            .. Enumerable
                .Range(0, Math.Max(above.Length, below.Length))
                .Select(i =>
                {
                    var cell = above.ElementAtOrDefault(i)?.Trim() ?? "";
                    over = cell.Length > 0 || !merged ? cell : over;
                    return $"{over} {below.ElementAtOrDefault(i)?.Trim()}".Trim();
                }),
        ];
    }

    private List<SampleRow> Rows(char delimiter)
    {
        if (_samples.TryGetValue(delimiter, out var known))
        {
            return known;
        }
        _sample ??= ReadSample();
        using var records = new RecordReader(new StringReader(_sample), delimiter, countRecords: IsSheet);
        var rows = new List<SampleRow>();
        while (rows.Count < SampleRecords && records.Read())
        {
            if (records.Fault is null)
            {
                rows.Add(new(records.Line, [.. Enumerable.Range(0, records.Count).Select(i => records[i])]));
            }
        }
        // The last record of a sample that is not the whole file may be cut off.
        if (_sample.Length == SampleLength && rows.Count is > 1 and < SampleRecords)
        {
            rows.RemoveAt(rows.Count - 1);
        }
        return _samples[delimiter] = rows;
    }

    private string ReadSample()
    {
        using var reader = OpenText();
        var buffer = new char[SampleLength];
        var read = reader.ReadBlock(buffer);
        return new(buffer, 0, read);
    }

    /// <summary>A record of the sample, and whether a cell of it is a day or a sum of money, which no heading is.</summary>
    private sealed record SampleRow(int Line, string[] Cells)
    {
        public bool HasValues { get; } =
            Array.Exists(Cells, cell => cell.Length <= 40 && DayReading.Of(cell).Form is DayForm.Day or DayForm.Numeric)
            || Array.Exists(Cells, cell => cell.Length <= 40 && Amounts.TryReadPence(cell, out _, out _) && Amounts.LooksLikeMoney(cell));

        public int Filled { get; } = Cells.Count(cell => !string.IsNullOrWhiteSpace(cell));
    }
}

/// <summary>How a table lies in its file.</summary>
/// <param name="Delimiter">The character between cells.</param>
/// <param name="HeaderLine">Physical line of the heading row, counted from 1; rows after it are data.</param>
/// <param name="Headings">The headings as published.</param>
public sealed record TableShape(char Delimiter, int HeaderLine, IReadOnlyList<string> Headings)
{
    /// <summary>Whether the table has a row of headings at all.</summary>
    public bool HasHeading { get; init; } = true;

    /// <summary>Cells most rows have; null where there are none.</summary>
    public int? RowCells { get; init; }
}
