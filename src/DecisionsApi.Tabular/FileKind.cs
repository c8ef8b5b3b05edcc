namespace DecisionsApi.Tabular;

/// <summary>What the bytes of a file really are, whatever its name says.</summary>
public enum FileKind
{
    Text,
    Empty,
    Html,
    Json,
    Xml,
    Pdf,
    Zip,
    OpenXmlWorkbook,
    BinaryWorkbook,
    OpenDocument,
    XmlWorkbook,
    Binary,
}

/// <summary>Recognises a file by its first bytes.</summary>
public static class FileKinds
{
    /// <summary>Bytes looked at; enough to see the entry names that open a workbook's zip.</summary>
    public const int SniffLength = 4096;

    // A report written as a page often has no more than its table.
    private static readonly string[] HtmlBeginnings =
    [
        "<!doctype html",
        "<html",
        "<head",
        "<!--",
        "<body",
        "<table",
        "<meta",
        "<style",
        "<title",
    ];

    /// <summary>The kind of a file that begins with <paramref name="head"/>.</summary>
    public static FileKind Of(ReadOnlySpan<byte> head)
    {
        if (head.IsEmpty)
        {
            return FileKind.Empty;
        }
        if (head.StartsWith("PK\x03\x04"u8) || head.StartsWith("PK\x05\x06"u8))
        {
            return head.IndexOf("[Content_Types].xml"u8) >= 0 || head.IndexOf("xl/w"u8) >= 0 || head.IndexOf("xl/s"u8) >= 0
                    ? FileKind.OpenXmlWorkbook
                : head.IndexOf("mimetypeapplication/vnd.oasis.opendocument"u8) >= 0 ? FileKind.OpenDocument
                : FileKind.Zip;
        }
        if (head.StartsWith((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0]))
        {
            return FileKind.BinaryWorkbook;
        }
        if (head.StartsWith("%PDF"u8))
        {
            return FileKind.Pdf;
        }
        var text = System.Text.Encoding.Latin1.GetString(head).TrimStart('ï', '»', '¿', ' ', '\t', '\r', '\n');
        if (IsHtml(text))
        {
            return FileKind.Html;
        }
        if (text.StartsWith("<?xml", StringComparison.OrdinalIgnoreCase))
        {
            return text.Contains(XmlSpreadsheet.Namespace, StringComparison.Ordinal) ? FileKind.XmlWorkbook : FileKind.Xml;
        }
        if (text.StartsWith('{') || (text.StartsWith('[') && text.AsSpan(1).TrimStart() is ['{' or '"' or ']', ..]))
        {
            return FileKind.Json;
        }
        return TextEncoding.LooksLikeUtf16(head) || !IsBinary(head) ? FileKind.Text : FileKind.Binary;
    }

    /// <summary>A text has hardly any control characters; a zero here and there (an old mainframe's export) is passed over.</summary>
    private static bool IsBinary(ReadOnlySpan<byte> head)
    {
        int controls = 0,
            zeros = 0;
        foreach (var b in head)
        {
            zeros += b == 0 ? 1 : 0;
            controls += b is > 0 and < 0x20 and not ((byte)'\t' or (byte)'\r' or (byte)'\n' or 0x0C or 0x1A) ? 1 : 0;
        }
        return controls * 50 > head.Length || zeros * 5 > head.Length;
    }

    /// <summary>The kind of a file on disk; that of an empty one where it cannot be opened, which its reader will name.</summary>
    public static FileKind OfFile(string path)
    {
        try
        {
            using var stream = File.OpenRead(path);
            var head = new byte[SniffLength];
            return Refine(Of(head.AsSpan(0, stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false))), path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return FileKind.Empty;
        }
    }

    /// <summary>An archive whose beginning does not tell is a workbook when its directory names one.</summary>
    public static FileKind Refine(FileKind kind, string path)
    {
        if (kind != FileKind.Zip)
        {
            return kind;
        }
        try
        {
            using var archive = System.IO.Compression.ZipFile.OpenRead(path);
            return archive.GetEntry("mimetype") is not null && archive.GetEntry("content.xml") is not null ? FileKind.OpenDocument
                : archive.GetEntry("xl/workbook.xml") is null && archive.GetEntry("xl/workbook.bin") is null ? kind
                : FileKind.OpenXmlWorkbook;
        }
        catch (Exception e) when (e is InvalidDataException or IOException or ArgumentException)
        {
            return kind;
        }
    }

    /// <summary>The kind in a reader's words, for messages.</summary>
    public static string Name(this FileKind kind) =>
        kind switch
        {
            FileKind.Text => "a text file",
            FileKind.Empty => "a file of zero bytes",
            FileKind.Html => "an HTML page",
            FileKind.Json => "a JSON document",
            FileKind.Xml => "an XML document",
            FileKind.Pdf => "a PDF document",
            FileKind.Zip => "a zip archive",
            FileKind.OpenXmlWorkbook => "an Excel workbook (xlsx)",
            FileKind.BinaryWorkbook => "an Excel workbook (xls)",
            FileKind.XmlWorkbook => "an XML Spreadsheet of Excel 2003",
            FileKind.OpenDocument => "an OpenDocument spreadsheet",
            _ => "a binary file",
        };

    private static bool IsHtml(string text) =>
        Array.Exists(HtmlBeginnings, beginning => text.StartsWith(beginning, StringComparison.OrdinalIgnoreCase));
}
