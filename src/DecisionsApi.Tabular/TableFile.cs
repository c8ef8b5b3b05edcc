using System.Security.Cryptography;
using System.Text;

namespace DecisionsApi.Tabular;

/// <summary>A file on disk that may hold a table: what its bytes are, their hash and their encoding.</summary>
/// <param name="Path">Where the bytes are.</param>
/// <param name="Kind">What they are.</param>
/// <param name="Sha256">SHA-256 of the bytes, lower-case hexadecimal.</param>
/// <param name="SizeBytes">How many there are.</param>
/// <param name="Encoding">The encoding of the text.</param>
public sealed record TableFile(string Path, FileKind Kind, string Sha256, long SizeBytes, Encoding Encoding)
{
    private const int SampleLength = 1 << 18;
    private const int SampleRecords = 200;
    private static readonly char[] Delimiters = [',', ';', '\t', '|'];

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
        return new(path, FileKinds.Of(head), Convert.ToHexStringLower(hash.GetHashAndReset()), stream.Length, encoding);
    }

    /// <summary>
    /// Finds the delimiter and the heading row: of the first 50 rows under each delimiter, the one in which
    /// <paramref name="recognise"/> knows most headings. Null when it knows none well enough (returns 0) under any.
    /// </summary>
    public TableShape? Detect(Func<IReadOnlyList<string>, int> recognise)
    {
        var sample = ReadSample();
        TableShape? best = null;
        var bestScore = 0;
        foreach (var delimiter in Delimiters)
        {
            using var records = new RecordReader(new StringReader(sample), delimiter);
            for (var n = 0; n < 50 && records.Read(); n++)
            {
                string[] cells = [.. Enumerable.Range(0, records.Count).Select(i => records[i])];
                var score = recognise(cells);
                if (score > bestScore)
                {
                    bestScore = score;
                    best = new(delimiter, records.Line, cells);
                }
            }
        }
        return best;
    }

    /// <summary>The first data rows, for decisions that need more than a heading.</summary>
    public IReadOnlyList<string[]> Sample(TableShape shape)
    {
        using var records = new RecordReader(new StringReader(ReadSample()), shape.Delimiter);
        var rows = new List<string[]>();
        while (rows.Count < SampleRecords && records.Read())
        {
            if (records.Line > shape.HeaderLine && records.Fault is null)
            {
                rows.Add([.. Enumerable.Range(0, records.Count).Select(i => records[i])]);
            }
        }
        return rows;
    }

    /// <summary>Opens the records of the file from its first line.</summary>
    public RecordReader Open(TableShape shape) =>
        new(new StreamReader(Path, Encoding, detectEncodingFromByteOrderMarks: true), shape.Delimiter);

    private string ReadSample()
    {
        using var reader = new StreamReader(Path, Encoding, detectEncodingFromByteOrderMarks: true);
        var buffer = new char[SampleLength];
        var read = reader.ReadBlock(buffer);
        return new(buffer, 0, read);
    }
}

/// <summary>How a table lies in its file.</summary>
/// <param name="Delimiter">The character between cells.</param>
/// <param name="HeaderLine">Physical line of the heading row, counted from 1.</param>
/// <param name="Headings">The headings as published.</param>
public sealed record TableShape(char Delimiter, int HeaderLine, IReadOnlyList<string> Headings);
