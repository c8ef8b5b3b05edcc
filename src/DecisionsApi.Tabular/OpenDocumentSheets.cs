using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Xml;

namespace DecisionsApi.Tabular;

/// <summary>Takes the sheets out of an OpenDocument spreadsheet, cell by cell as their types say; the document is never held whole.</summary>
internal static class OpenDocumentSheets
{
    private const string Table = "urn:oasis:names:tc:opendocument:xmlns:table:1.0";
    private const string Office = "urn:oasis:names:tc:opendocument:xmlns:office:1.0";
    private const string Style = "urn:oasis:names:tc:opendocument:xmlns:style:1.0";
    private const string TextNamespace = "urn:oasis:names:tc:opendocument:xmlns:text:1.0";

    /// <summary>The sheets in their order.</summary>
    /// <exception cref="TableUnreadableException">The document has no content, or more than the bounds allow.</exception>
    public static IReadOnlyList<WorkbookSheet> Extract(TableFile file, string folder)
    {
        using var archive = System.IO.Compression.ZipFile.OpenRead(file.Path);
        using var content =
            archive.GetEntry("content.xml")?.Open() ?? throw new TableUnreadableException("it is an OpenDocument file without content");
        using var xml = Workbook.Xml(content);
        var sheets = new List<WorkbookSheet>();
        var hidden = new HashSet<string>(StringComparer.Ordinal);
        var style = "";
        while (xml.Read())
        {
            if (Is(xml, Style, "style"))
            {
                style = xml.GetAttribute("name", Style) ?? "";
            }
            else if (Is(xml, Style, "table-properties") && xml.GetAttribute("display", Table) == "false")
            {
                hidden.Add(style);
            }
            else if (Is(xml, Table, "table"))
            {
                var path = Workbook.NextPath(folder, sheets.Count);
                sheets.Add(Sheet(file, xml, path, hidden.Contains(xml.GetAttribute("style-name", Table) ?? "")));
            }
        }
        return sheets;
    }

    private static WorkbookSheet Sheet(TableFile file, XmlReader xml, string path, bool isHidden)
    {
        using var sheet = new SheetText(path, xml.GetAttribute("name", Table) ?? "");
        using var inside = xml.ReadSubtree();
        while (inside.Read())
        {
            if (Is(inside, Table, "table-row"))
            {
                var times = Repeated(inside, "number-rows-repeated");
                sheet.Add(Row(inside), times);
            }
        }
        return sheet.Sheet(file, isHidden);
    }

    private static List<string> Row(XmlReader xml)
    {
        var cells = new List<string>();
        var empty = 0;
        using var row = xml.ReadSubtree();
        while (row.Read())
        {
            if (!Is(row, Table, "table-cell") && !Is(row, Table, "covered-table-cell"))
            {
                continue;
            }
            var times = Repeated(row, "number-columns-repeated");
            var text = Cell(row);
            if (text.Length == 0)
            {
                empty = (int)Math.Min((long)empty + times, SheetText.MaxRows);
                continue;
            }
            if ((long)cells.Count + empty + times > RecordReader.MaxCells)
            {
                throw new TableUnreadableException($"it has a row of more than {RecordReader.MaxCells} cells");
            }
            cells.AddRange(Enumerable.Repeat("", empty));
            cells.AddRange(Enumerable.Repeat(text, times));
            empty = 0;
        }
        return cells;
    }

    private static string Cell(XmlReader xml)
    {
        var type = xml.GetAttribute("value-type", Office);
        var value = xml.GetAttribute(type == "date" ? "date-value" : "value", Office);
        var text = Paragraphs(xml);
        return type switch
        {
            "float" or "currency" when decimal.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) => Number(
                number,
                text
            ),
            "date" when value is not null => value.Replace('T', ' '),
            _ => text,
        };
    }

    /// <summary>A number exactly; with pence or leading zeros where the cell shows them.</summary>
    private static string Number(decimal number, string shown) =>
        shown.Length > 1 && shown[0] == '0' && shown.All(char.IsAsciiDigit) && decimal.Parse(shown, CultureInfo.InvariantCulture) == number
            ? shown
        : shown.Length > 3 && shown[^3] == '.' && number == decimal.Round(number, 2) ? number.ToString("0.00", CultureInfo.InvariantCulture)
        : number.ToString("0.#############################", CultureInfo.InvariantCulture);

    /// <summary>The paragraphs of a cell, one to a line; notes beside it are left out.</summary>
    private static string Paragraphs(XmlReader xml)
    {
        if (xml.IsEmptyElement)
        {
            return "";
        }
        var text = new StringBuilder();
        using var cell = xml.ReadSubtree();
        _ = cell.Read();
        while (cell.Read())
        {
            while (Is(cell, Office, "annotation"))
            {
                cell.Skip();
            }
            if (Is(cell, TextNamespace, "p") && text.Length > 0)
            {
                text.Append('\n');
            }
            else if (Is(cell, TextNamespace, "s") || Is(cell, TextNamespace, "tab"))
            {
                text.Append(' ');
            }
            else if (cell.NodeType is XmlNodeType.Text or XmlNodeType.SignificantWhitespace or XmlNodeType.CDATA)
            {
                text.Append(cell.Value);
            }
        }
        return text.ToString();
    }

    private static bool Is(XmlReader xml, string space, string name) =>
        xml.NodeType == XmlNodeType.Element && xml.LocalName == name && xml.NamespaceURI == space;

    private static int Repeated(XmlReader xml, string name) =>
        int.TryParse(xml.GetAttribute(name, Table), CultureInfo.InvariantCulture, out var times) && times > 0
            ? Math.Min(times, SheetText.MaxRows)
            : 1;
}
