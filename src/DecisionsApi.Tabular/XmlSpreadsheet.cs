using System.Globalization;
using System.Text;
using System.Xml;

namespace DecisionsApi.Tabular;

/// <summary>
/// Takes the sheets out of an XML Spreadsheet of Excel 2003, which reporting tools write and call .xls: cell by cell as their types say;
/// the document is never held whole.
/// </summary>
internal static class XmlSpreadsheet
{
    /// <summary>The namespace by which such a document is known.</summary>
    public const string Namespace = "urn:schemas-microsoft-com:office:spreadsheet";
    private const string Excel = "urn:schemas-microsoft-com:office:excel";

    /// <summary>The sheets in their order.</summary>
    /// <exception cref="TableUnreadableException">It has more than the bounds allow.</exception>
    public static IReadOnlyList<WorkbookSheet> Extract(TableFile file, string folder)
    {
        using var stream = File.OpenRead(file.Path);
        using var xml = Workbook.Xml(stream);
        var sheets = new List<WorkbookSheet>();
        while (xml.Read())
        {
            if (Is(xml, "Worksheet"))
            {
                sheets.Add(Sheet(file, xml, Workbook.NextPath(folder, sheets.Count)));
            }
        }
        return sheets;
    }

    private static WorkbookSheet Sheet(TableFile file, XmlReader xml, string path)
    {
        using var sheet = new SheetText(path, xml.GetAttribute("Name", Namespace) ?? "");
        var (row, isHidden) = (0, false);
        using var inside = xml.ReadSubtree();
        while (inside.Read())
        {
            if (Is(inside, "Row"))
            {
                var at = Index(inside, row + 1, SheetText.MaxRows);
                sheet.Add([], at - row - 1);
                sheet.Add(Cells(inside));
                row = at;
            }
            else if (inside.NodeType == XmlNodeType.Element && inside.LocalName == "Visible" && inside.NamespaceURI == Excel)
            {
                isHidden = inside.ReadString() is "SheetHidden" or "SheetVeryHidden";
            }
        }
        return sheet.Sheet(file, isHidden);
    }

    private static List<string> Cells(XmlReader xml)
    {
        var cells = new List<string>();
        using var row = xml.ReadSubtree();
        while (row.Read())
        {
            if (Is(row, "Cell"))
            {
                var at = Index(row, cells.Count + 1, RecordReader.MaxCells);
                var across = int.TryParse(row.GetAttribute("MergeAcross", Namespace), CultureInfo.InvariantCulture, out var more)
                    ? more
                    : 0;
                if ((long)at + across > RecordReader.MaxCells)
                {
                    throw new TableUnreadableException($"it has a row of more than {RecordReader.MaxCells} cells");
                }
                cells.AddRange(Enumerable.Repeat("", at - cells.Count - 1));
                cells.Add(Value(row));
                cells.AddRange(Enumerable.Repeat("", Math.Max(across, 0)));
            }
        }
        return cells;
    }

    /// <summary>What a cell holds, whatever it is set in; notes beside it are left out.</summary>
    private static string Value(XmlReader xml)
    {
        var text = new StringBuilder();
        string? type = null;
        using var cell = xml.ReadSubtree();
        while (cell.Read())
        {
            while (Is(cell, "Comment"))
            {
                cell.Skip();
            }
            if (Is(cell, "Data"))
            {
                type = cell.GetAttribute("Type", Namespace);
            }
            else if (type is not null && cell.NodeType is XmlNodeType.Text or XmlNodeType.SignificantWhitespace or XmlNodeType.CDATA)
            {
                text.Append(cell.Value);
            }
            if (text.Length > RecordReader.MaxRecordLength)
            {
                throw new TableUnreadableException($"it has a cell of more than {RecordReader.MaxRecordLength} characters");
            }
        }
        return Typed(type, text.ToString());
    }

    private static string Typed(string? type, string text) =>
        type switch
        {
            "Number" when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) => Workbook.Number(
                number,
                null
            ),
            "DateTime" => text.Replace('T', ' ').Replace(" 00:00:00.000", "", StringComparison.Ordinal),
            "Boolean" => text == "1" ? "TRUE" : "FALSE",
            _ => text,
        };

    /// <summary>Place of a row or cell, which it names where those before it are left out.</summary>
    private static int Index(XmlReader xml, int next, int last) =>
        xml.GetAttribute("Index", Namespace) is not { } index ? next
        : int.TryParse(index, CultureInfo.InvariantCulture, out var named) && named >= next && named <= last ? named
        : throw new TableUnreadableException($"the workbook is damaged (index {index} where {next} or more was to come)");

    private static bool Is(XmlReader xml, string name) =>
        xml.NodeType == XmlNodeType.Element && xml.LocalName == name && xml.NamespaceURI == Namespace;
}
