using System.Globalization;
using System.IO.Compression;
using System.IO.Pipelines;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml;
using SpreadCheetah;
using SpreadCheetah.Styling;
using SpreadCheetah.Worksheets;

namespace DecisionsApi.Formats;

/// <summary>
/// A workbook (Office Open XML): the records with real days and numbers, texts as texts so that <c>00123456</c> survives and nothing
/// is computed; then where they come from; then what the columns mean. Records beyond what a sheet holds go on on the next.
/// </summary>
internal sealed partial class Xlsx(int rowsOnSheet = Xlsx.MaxRows) : TableFormat
{
    /// <summary>Most rows of a sheet, the heading among them.</summary>
    public const int MaxRows = 1_048_576;

    /// <summary>Most characters of a cell.</summary>
    public const int MaxText = 32_767;

    public override string Name => "xlsx";

    public override string Title => "Excel workbook";

    public override string Description =>
        "The records as a workbook: a sheet of the records, one about where they come from, one about what the columns mean.";

    public override string MediaType => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    public override bool IsText => false;

    public override bool SpreadsLists => true;

    public override async Task Write<T>(Table<T> table, PipeWriter output, CancellationToken stop)
    {
        await using var stream = new PipeStream(output);
        var options = new SpreadCheetahOptions { CompressionLevel = SpreadCheetahCompressionLevel.Fastest };
        await using var book = await Spreadsheet.CreateNewAsync(stream, options, stop);
        var styles = new Styles(book);
        var tally = new Tally();
        var cells = new Cell[table.Fields.Count];
        var room = 0;
        await foreach (var record in table.Records(output, stop))
        {
            if (room == 0)
            {
                await StartSheet(book, table, styles, ++tally.Sheets, stop);
                room = rowsOnSheet - 1;
            }
            Fill(cells, table.Fields, record, styles, tally);
            await book.AddRowAsync(cells, stop);
            room--;
            tally.Add(table.Amount?.Invoke(record));
        }
        if (stop.IsCancellationRequested)
        {
            return;
        }
        if (tally.Sheets == 0)
        {
            await StartSheet(book, table, styles, ++tally.Sheets, stop);
        }
        await WriteAbout(book, table, styles, tally, stop);
        await WriteColumns(book, table, styles, stop);
        await book.FinishAsync(stop);
        await output.FlushAsync(stop);
    }

    private static async Task StartSheet<T>(Spreadsheet book, Table<T> table, Styles styles, int number, CancellationToken stop)
    {
        var last = SpreadsheetUtility.GetColumnName(table.Fields.Count);
        var options = new WorksheetOptions { FrozenRows = 1, AutoFilter = new($"A1:{last}{MaxRows}") };
        for (var i = 0; i < table.Fields.Count; i++)
        {
            options.Column(i + 1).Width = WidthOf(table.Fields[i].Name, table.Fields[i].Type);
        }
        await book.StartWorksheetAsync(SheetName(table.Name, number), options, stop);
        await book.AddHeaderRowAsync([.. table.Fields.Select(field => field.Name)], styles.Heading, stop);
    }

    private static void Fill<T>(Cell[] cells, IReadOnlyList<Field<T>> fields, T record, Styles styles, Tally tally)
    {
        var withheld = (record as IWithholds)?.WithheldFields ?? [];
        for (var i = 0; i < fields.Count; i++)
        {
            cells[i] = fields[i].Value(record) switch
            {
                null => withheld.Contains(fields[i].Name) ? new Cell(new DataCell(), styles.Withheld) : default,
                // The calendar of workbooks begins in 1900, with a 29 February that never was.
                DateOnly { Year: > 1900 } day => new Cell(day.ToDateTime(TimeOnly.MinValue), styles.Day),
                DateOnly day => new Cell(day.ToString("O", CultureInfo.InvariantCulture)),
                decimal number => new Cell(number, styles.Decimal),
                long number => new Cell(number),
                var text => new Cell(Safe((string)text, tally)),
            };
        }
    }

    private static async Task WriteAbout<T>(Spreadsheet book, Table<T> table, Styles styles, Tally tally, CancellationToken stop)
    {
        var options = new WorksheetOptions();
        options.Column(1).Width = 24;
        options.Column(2).Width = 100;
        await book.StartWorksheetAsync("About", options, stop);
        var origin = table.Origin;
        await Row("Query", new(origin.Query));
        await Row("Register changed", new(origin.ChangedAt));
        await Row("Register sequence", new(origin.Sequence));
        await Row("Rows", new(tally.Rows));
        if (table.Amount is not null)
        {
            await Row("Sum of amounts", new(tally.Sum), styles.Decimal);
        }
        foreach (var (name, url) in origin.Licences)
        {
            await Row("Licence", new(url is null ? name : $"{name}: {url}"));
        }
        await Row("Attribution", new(origin.Attribution));
        await Row("Empty cells", new("Not published."));
        if (typeof(T).IsAssignableTo(typeof(IWithholds)))
        {
            await book.AddRowAsync(
                [
                    new Cell("Grey cells", styles.Heading),
                    new Cell("Withheld by the publisher; the column withheld has the words they were replaced by.", styles.Withheld),
                ],
                stop
            );
        }
        if (tally.Sheets > 1)
        {
            await Row("Sheets", new($"A sheet holds {MaxRows:N0} rows at most: the records go on over {tally.Sheets} sheets."));
        }
        if (tally.Cut > 0)
        {
            await Row("Cut", new($"{tally.Cut:N0} cells are cut at {MaxText:N0} characters, the most a cell holds, and say so."));
        }

        ValueTask Row(string name, DataCell value, StyleId? style = null) =>
            book.AddRowAsync([new Cell(name, styles.Heading), new Cell(value, style)], stop);
    }

    private static async Task WriteColumns<T>(Spreadsheet book, Table<T> table, Styles styles, CancellationToken stop)
    {
        var options = new WorksheetOptions { FrozenRows = 1 };
        options.Column(1).Width = 28;
        options.Column(2).Width = 20;
        options.Column(3).Width = 110;
        await book.StartWorksheetAsync("Columns", options, stop);
        await book.AddHeaderRowAsync(["column", "type", "meaning"], styles.Heading, stop);
        foreach (var field in table.Fields)
        {
            var entry = FieldDictionary.OfColumn(table.Name, typeof(T).Name, field.Name);
            await book.AddRowAsync([new Cell(field.Name), new(entry?.Datatype), new(entry?.Meaning)], stop);
        }
    }

    /// <summary>A text that XML and a cell can hold.</summary>
    private static string Safe(string text, Tally tally)
    {
        if (text.Length > MaxText)
        {
            var note = $" … (cut: {text.Length:N0} characters)";
            var end = MaxText - note.Length;
            text = text[..(char.IsHighSurrogate(text[end - 1]) ? end - 1 : end)] + note;
            tally.Cut++;
        }
        return Unsafe().IsMatch(text) ? Unsafe().Replace(text, match => Escape(match.Value)) : text;
    }

    private static string Escape(string found)
    {
        var escaped = new StringBuilder();
        foreach (var c in found)
        {
            escaped.Append(c is '_' or '\r' || !XmlConvert.IsXmlChar(c) ? $"_x{(int)c:X4}_" : c);
        }
        return escaped.ToString();
    }

    private static string SheetName(string name, int number)
    {
        var end = number == 1 ? "" : $" ({number})";
        return name[..Math.Min(name.Length, 31 - end.Length)] + end;
    }

    private static double WidthOf(string name, FieldType type) =>
        Math.Max(
            name.Length + 4,
            type switch
            {
                FieldType.Day => 12,
                FieldType.Decimal => 15,
                FieldType.Whole => 10,
                FieldType.Json => 30,
                _ => name.EndsWith("id", StringComparison.OrdinalIgnoreCase) ? 20 : 32,
            }
        );

    // What XML cannot say or keep, and the underscore of what would be read as such an escape.
    [GeneratedRegex("[\\x00-\\x08\\x0B-\\x1F\\uFFFE\\uFFFF]|_(?=x[0-9A-Fa-f]{4}_)")]
    private static partial Regex Unsafe();

    private sealed class Styles(Spreadsheet book)
    {
        public StyleId Heading { get; } = book.AddStyle(new Style { Font = new() { Bold = true } });
        public StyleId Day { get; } = book.AddStyle(new Style { Format = NumberFormat.Custom("yyyy-mm-dd") });
        public StyleId Decimal { get; } = book.AddStyle(new Style { Format = NumberFormat.Custom("#,##0.00") });
        public StyleId Withheld { get; } =
            book.AddStyle(new Style { Fill = new() { Color = System.Drawing.Color.FromArgb(0xD9, 0xD9, 0xD9) } });
    }

    private sealed class Tally
    {
        public int Sheets { get; set; }
        public long Rows { get; private set; }
        public decimal Sum { get; private set; }
        public long Cut { get; set; }

        public void Add(decimal? amount)
        {
            Rows++;
            Sum += amount ?? 0;
        }
    }
}

/// <summary>A record of which the publisher withholds fields.</summary>
internal interface IWithholds
{
    /// <summary>Names of the fields.</summary>
    IEnumerable<string> WithheldFields { get; }
}
