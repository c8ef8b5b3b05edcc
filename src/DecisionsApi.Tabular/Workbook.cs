using System.Globalization;
using System.Text;
using System.Xml;
using ExcelDataReader;
using ExcelDataReader.Exceptions;

namespace DecisionsApi.Tabular;

/// <summary>Takes the sheets out of a workbook (xlsx, xls, ods, XML of Excel 2003, or a page of tables that calls itself one), each as a text of its own with one line per row.</summary>
public static class Workbook
{
    /// <summary>Sheets of one workbook at most.</summary>
    public const int MaxSheets = 250;

    static Workbook() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <summary>
    /// The sheets in their order. Row n of a sheet is record n of its text, so that a row number is a line number; line ends
    /// inside cells are kept.
    /// </summary>
    /// <exception cref="TableUnreadableException">The workbook is damaged, locked or beyond the bounds.</exception>
    public static IReadOnlyList<WorkbookSheet> Extract(TableFile file, string folder)
    {
        if (file.Kind is FileKind.OpenXmlWorkbook or FileKind.OpenDocument)
        {
            ZipFile.Check(file.Path);
        }
        try
        {
            return file.Kind switch
            {
                FileKind.Html => HtmlTables.Extract(file, folder),
                FileKind.OpenDocument => OpenDocumentSheets.Extract(file, folder),
                FileKind.XmlWorkbook => XmlSpreadsheet.Extract(file, folder),
                _ => ExcelSheets(file, folder),
            };
        }
        catch (InvalidPasswordException e)
        {
            throw new TableUnreadableException("it is locked with a password", e);
        }
        catch (Exception e) when (IsOfFile(e))
        {
            throw new TableUnreadableException($"the workbook is damaged ({e.Message.Split('\n')[0]})", e);
        }
    }

    private static List<WorkbookSheet> ExcelSheets(TableFile file, string folder)
    {
        using var stream = File.OpenRead(file.Path);
        using var reader = ExcelReaderFactory.CreateReader(
            stream,
            new ExcelReaderConfiguration { FallbackEncoding = Encoding.GetEncoding(1252) }
        );
        if (reader.ResultsCount > MaxSheets)
        {
            throw TooManySheets();
        }
        var sheets = new List<WorkbookSheet>();
        do
        {
            sheets.Add(Write(file, reader, NextPath(folder, sheets.Count)));
        } while (reader.NextResult());
        return sheets;
    }

    /// <summary>Where the text of the next sheet goes.</summary>
    /// <exception cref="TableUnreadableException">There are as many as there may be.</exception>
    internal static string NextPath(string folder, int sheets) =>
        sheets < MaxSheets ? Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"sheet-{sheets}")) : throw TooManySheets();

    /// <summary>Reads a document of XML that nobody vouches for: nothing outside of it is fetched, nothing in it defined, and it ends.</summary>
    internal static XmlReader Xml(Stream document) =>
        XmlReader.Create(
            document,
            new XmlReaderSettings
            {
                DtdProcessing = DtdProcessing.Prohibit,
                XmlResolver = null,
                MaxCharactersInDocument = ZipFile.MaxBytes,
            }
        );

    private static TableUnreadableException TooManySheets() => new($"it has more than {MaxSheets} sheets");

    private static WorkbookSheet Write(TableFile file, IExcelDataReader reader, string path)
    {
        using var text = new SheetText(path, reader.Name);
        var cells = new List<string>();
        while (reader.Read())
        {
            cells.Clear();
            for (var i = 0; i < reader.FieldCount; i++)
            {
                cells.Add(Text(reader, i));
            }
            text.Add(cells);
        }
        return text.Sheet(file, !"visible".Equals(reader.VisibleState, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>A cell as its type and number format say: days as 2012-11-22, numbers exactly as a spreadsheet shows them, unrounded.</summary>
    private static string Text(IExcelDataReader reader, int column) =>
        reader.GetValue(column) switch
        {
            null => "",
            string text => text,
            DateTime day => day.ToString(
                day.TimeOfDay == TimeSpan.Zero ? "yyyy-MM-dd" : "yyyy-MM-dd HH:mm:ss",
                CultureInfo.InvariantCulture
            ),
            double number => Number(number, reader.GetNumberFormatString(column)),
            bool yes => yes ? "TRUE" : "FALSE",
            TimeSpan time => time.ToString("c", CultureInfo.InvariantCulture),
            IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
            var other => other.ToString() ?? "",
        };

    /// <summary>A number as its format says; all the digits a spreadsheet keeps where that says nothing.</summary>
    internal static string Number(double number, string? format)
    {
        // A spreadsheet keeps 15 digits; what a double has beyond them is dust, and so is the conversion to decimal.
        if (double.IsNaN(number) || Math.Abs(number) is > 1e15 or (> 0 and < 1e-9))
        {
            return number.ToString("R", CultureInfo.InvariantCulture);
        }
        var exact = (decimal)number;
        // Codes that begin with zeros, and sums with pence.
        return format is { Length: > 1 } && format.All(c => c == '0') && exact == decimal.Truncate(exact)
                ? exact.ToString(format, CultureInfo.InvariantCulture)
            : format?.Contains("0.00", StringComparison.Ordinal) == true
            && !format.Contains('%', StringComparison.Ordinal)
            && exact == decimal.Round(exact, 2)
                ? exact.ToString("0.00", CultureInfo.InvariantCulture)
            : exact.ToString("0.#############################", CultureInfo.InvariantCulture);
    }

    /// <summary>What the library throws at a file that is none of its formats or is broken.</summary>
    private static bool IsOfFile(Exception e) =>
        e
            is ExcelReaderException
                or XmlException
                or InvalidDataException
                or IOException
                or FormatException
                or OverflowException
                or ArgumentException
                or IndexOutOfRangeException
                or NullReferenceException
                or InvalidCastException
                or InvalidOperationException
                or KeyNotFoundException
                or NotSupportedException
                or DecoderFallbackException;
}

/// <summary>A sheet of a workbook.</summary>
/// <param name="Name">Its name.</param>
/// <param name="IsHidden">Whether the workbook hides it.</param>
/// <param name="Rows">Rows up to the last that holds anything.</param>
/// <param name="Table">Its text.</param>
public sealed record WorkbookSheet(string Name, bool IsHidden, int Rows, TableFile Table);
