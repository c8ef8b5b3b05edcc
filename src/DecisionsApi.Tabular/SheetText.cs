using System.Text;

namespace DecisionsApi.Tabular;

/// <summary>Writes the rows of a sheet as comma separated text: row n is record n, up to the last that holds anything.</summary>
internal sealed class SheetText(string path, string name) : IDisposable
{
    /// <summary>Rows of one sheet at most; no format allows more.</summary>
    public const int MaxRows = 1_048_576;

    private readonly StreamWriter _text = new(path, append: false, new UTF8Encoding(false));
    private int _pending;

    /// <summary>Rows up to the last that holds anything.</summary>
    public int Rows { get; private set; }

    /// <summary>Adds a row so many times; a row without cells counts only when another follows.</summary>
    /// <exception cref="TableUnreadableException">There are more rows than a sheet can have.</exception>
    public void Add(List<string> cells, int times = 1)
    {
        while (cells.Count > 0 && cells[^1].Length == 0)
        {
            cells.RemoveAt(cells.Count - 1);
        }
        if (cells.Count == 0)
        {
            _pending = (int)Math.Min((long)_pending + times, MaxRows);
            return;
        }
        if ((long)Rows + _pending + times > MaxRows)
        {
            throw new TableUnreadableException($"its sheet '{name}' has more than {MaxRows} rows");
        }
        for (; _pending > 0; _pending--, Rows++)
        {
            _text.Write('\n');
        }
        var line = string.Join(',', cells.Select(Quoted)) + "\n";
        for (; times > 0; times--, Rows++)
        {
            _text.Write(line);
        }
    }

    public void Dispose() => _text.Dispose();

    /// <summary>The sheet as a table of a file.</summary>
    public WorkbookSheet Sheet(TableFile file, bool isHidden) =>
        new(
            name,
            isHidden,
            Rows,
            new(path, FileKind.Text, file.Sha256, file.SizeBytes, new UTF8Encoding(false)) { Original = file.Path, IsSheet = true }
        );

    private static string Quoted(string cell) =>
        cell.AsSpan().IndexOfAny("\",\r\n") < 0 ? cell : $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
