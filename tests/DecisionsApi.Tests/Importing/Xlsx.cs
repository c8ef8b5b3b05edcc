using System.Globalization;
using System.IO.Compression;
using System.Security;
using System.Text;

namespace DecisionsApi.Tests.Importing;

/// <summary>Writes the smallest workbooks: sheets of cells, a day being a number with a date format and a sum one with pence.</summary>
internal static class Xlsx
{
    private static readonly DateOnly Zero = new(1899, 12, 30);

    public static byte[] Of(params (string Name, string? State, object?[]?[] Rows)[] sheets)
    {
        var parts = new List<(string, string)>
        {
            (
                "[Content_Types].xml",
                "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" ContentType=\"application/xml\"/><Override PartName=\"/xl/workbook.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/></Types>"
            ),
            (
                "_rels/.rels",
                "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"r\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
            ),
            (
                "xl/styles.xml",
                "<styleSheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><cellXfs count=\"3\"><xf numFmtId=\"0\"/><xf numFmtId=\"14\" applyNumberFormat=\"1\"/><xf numFmtId=\"4\" applyNumberFormat=\"1\"/></cellXfs></styleSheet>"
            ),
            (
                "xl/workbook.xml",
                "<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><sheets>"
                    + string.Concat(
                        sheets.Select(
                            (s, i) =>
                                $"<sheet name=\"{s.Name}\" sheetId=\"{i + 1}\"{(s.State is null ? "" : $" state=\"{s.State}\"")} r:id=\"r{i}\"/>"
                        )
                    )
                    + "</sheets></workbook>"
            ),
            (
                "xl/_rels/workbook.xml.rels",
                "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"st\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles\" Target=\"styles.xml\"/>"
                    + string.Concat(
                        sheets.Select(
                            (_, i) =>
                                $"<Relationship Id=\"r{i}\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" Target=\"worksheets/sheet{i}.xml\"/>"
                        )
                    )
                    + "</Relationships>"
            ),
        };
        parts.AddRange(sheets.Select((s, i) => ($"xl/worksheets/sheet{i}.xml", Sheet(s.Rows))));
        return Zip([.. parts.Select(p => (p.Item1, Encoding.UTF8.GetBytes(p.Item2)))]);
    }

    public static byte[] Zip(params (string Name, byte[] Bytes)[] entries)
    {
        using var bytes = new MemoryStream();
        using (var archive = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in entries)
            {
                using var entry = archive.CreateEntry(name).Open();
                entry.Write(content);
            }
        }
        return bytes.ToArray();
    }

    private static string Sheet(object?[]?[] rows)
    {
        var text = new StringBuilder("<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>");
        for (var r = 0; r < rows.Length; r++)
        {
            if (rows[r] is { } cells)
            {
                text.Append(CultureInfo.InvariantCulture, $"<row r=\"{r + 1}\">");
                for (var c = 0; c < cells.Length; c++)
                {
                    text.Append(Cell($"{(char)('A' + c)}{(r + 1).ToString(CultureInfo.InvariantCulture)}", cells[c]));
                }
                text.Append("</row>");
            }
        }
        return text.Append("</sheetData></worksheet>").ToString();
    }

    private static string Cell(string at, object? value) =>
        value switch
        {
            null => "",
            DateOnly day => $"<c r=\"{at}\" s=\"1\"><v>{(day.DayNumber - Zero.DayNumber).ToString(CultureInfo.InvariantCulture)}</v></c>",
            double number => $"<c r=\"{at}\" s=\"2\"><v>{number.ToString("R", CultureInfo.InvariantCulture)}</v></c>",
            int number => $"<c r=\"{at}\"><v>{number.ToString(CultureInfo.InvariantCulture)}</v></c>",
            _ => $"<c r=\"{at}\" t=\"inlineStr\"><is><t>{SecurityElement.Escape((string)value)}</t></is></c>",
        };
}
