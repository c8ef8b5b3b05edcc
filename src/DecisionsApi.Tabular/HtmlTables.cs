using System.Globalization;
using System.Text;
using AngleSharp.Html;
using AngleSharp.Html.Parser;
using AngleSharp.Html.Parser.Tokens;
using AngleSharp.Text;

namespace DecisionsApi.Tabular;

/// <summary>
/// Takes the tables out of a page: SAP and Oracle write reports as HTML and call them .xls. The page is read tag by tag and never made
/// a document, so that what is nested without end costs nothing; nothing it refers to is loaded and nothing in it runs.
/// </summary>
internal sealed class HtmlTables(TableFile file, string folder)
{
    /// <summary>Bytes of a page at most: its text is held in memory whole.</summary>
    private const long MaxBytes = 32L << 20;
    private const int MaxSpan = 1000;
    private readonly List<WorkbookSheet> _sheets = [];
    private readonly StringBuilder _cell = new();
    private List<string>? _row;
    private SheetText? _sheet;
    private bool _isInTable;
    private bool _isInCell;
    private int _at;

    // Columns that a cell of a row above reaches down into, and for how many rows more.
    private Dictionary<int, int> _reaching = [];
    private Dictionary<int, int> _below = [];

    /// <summary>The tables that hold no other table, in their order; none where the page is only a page.</summary>
    /// <exception cref="TableUnreadableException">The page is beyond the bounds.</exception>
    public static IReadOnlyList<WorkbookSheet> Extract(TableFile file, string folder)
    {
        if (file.SizeBytes > MaxBytes)
        {
            throw new TableUnreadableException($"it is a page of HTML of more than {MaxBytes >> 20} MB");
        }
        var tables = new HtmlTables(file, folder);
        try
        {
            tables.Read();
            return tables._sheets;
        }
        finally
        {
            tables._sheet?.Dispose();
        }
    }

    private void Read()
    {
        using var text = file.OpenText();
        using var source = new TextSource(text.ReadToEnd());
        using var tokens = new HtmlTokenizer(source, HtmlEntityProvider.Resolver);
        while (tokens.Get() is { Type: not HtmlTokenType.EndOfFile } token)
        {
            if (token.Type == HtmlTokenType.StartTag)
            {
                Open(token.AsTag());
                tokens.State = token.Name switch
                {
                    "script" => HtmlParseMode.Script,
                    "style" or "xml" => HtmlParseMode.Rawtext,
                    _ => HtmlParseMode.PCData,
                };
            }
            else if (token.Type == HtmlTokenType.EndTag)
            {
                Close(token.Name);
            }
            else if (token.Type == HtmlTokenType.Character && _isInCell && tokens.State == HtmlParseMode.PCData)
            {
                _cell.Append(token.Data);
            }
        }
        EndTable();
    }

    private void Open(HtmlTagToken tag)
    {
        switch (tag.Name)
        {
            case "table":
                // What is around another table is no table but a frame.
                Drop();
                _isInTable = true;
                break;
            case "tr" when _isInTable:
                EndRow();
                _row = [];
                break;
            case "td" or "th" when _isInTable:
                EndCell();
                Begin(Span(tag, "colspan"), Span(tag, "rowspan"));
                break;
            case "br" or "p" or "div" when _isInCell:
                _cell.Append(' ');
                break;
        }
    }

    private void Close(string name)
    {
        switch (name)
        {
            case "table":
                EndTable();
                break;
            case "tr":
                EndRow();
                break;
            case "td" or "th":
                EndCell();
                break;
        }
    }

    private void Begin(int columns, int rows)
    {
        _row ??= [];
        while (_reaching.ContainsKey(_row.Count))
        {
            _row.Add("");
        }
        var first = _row.Count;
        _row.AddRange(Enumerable.Repeat("", columns));
        if (_row.Count > RecordReader.MaxCells)
        {
            throw new TableUnreadableException($"it has a row of more than {RecordReader.MaxCells} cells");
        }
        for (var i = first; rows > 1 && i < _row.Count; i++)
        {
            _below[i] = rows - 1;
        }
        (_isInCell, _at) = (true, first);
    }

    private void EndCell()
    {
        if (_isInCell)
        {
            _row![_at] = string.Join(' ', _cell.ToString().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        }
        _cell.Clear();
        _isInCell = false;
    }

    private void EndRow()
    {
        EndCell();
        if (_row is null)
        {
            return;
        }
        foreach (var (column, rows) in _reaching.Where(reaching => reaching.Value > 1))
        {
            _below[column] = rows - 1;
        }
        (_reaching, _below) = (_below, []);
        var name = string.Create(CultureInfo.InvariantCulture, $"table {_sheets.Count + 1}");
        _sheet ??= new(Path.Combine(folder, name), name);
        _sheet.Add(_row);
        _row = null;
    }

    private void EndTable()
    {
        EndRow();
        if (_isInTable && _sheet is { Rows: > 0 })
        {
            if (_sheets.Count == Workbook.MaxSheets)
            {
                throw new TableUnreadableException($"it has more than {Workbook.MaxSheets} tables");
            }
            _sheets.Add(_sheet.Sheet(file, isHidden: false));
        }
        Drop();
    }

    private void Drop()
    {
        _sheet?.Dispose();
        (_sheet, _row, _isInTable, _isInCell) = (null, null, false, false);
        (_reaching, _below) = ([], []);
        _cell.Clear();
    }

    private static int Span(HtmlTagToken tag, string name) =>
        int.TryParse(tag.GetAttribute(name), CultureInfo.InvariantCulture, out var span) ? Math.Clamp(span, 1, MaxSpan) : 1;
}
