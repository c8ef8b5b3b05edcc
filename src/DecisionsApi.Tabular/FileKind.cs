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
    Binary,
}

/// <summary>Recognises a file by its first bytes.</summary>
public static class FileKinds
{
    /// <summary>Bytes looked at; enough to see the entry names that open a workbook's zip.</summary>
    public const int SniffLength = 4096;

    /// <summary>The kind of a file that begins with <paramref name="head"/>.</summary>
    public static FileKind Of(ReadOnlySpan<byte> head)
    {
        if (head.IsEmpty)
        {
            return FileKind.Empty;
        }
        if (head.StartsWith("PK\x03\x04"u8))
        {
            return head.IndexOf("[Content_Types].xml"u8) >= 0 || head.IndexOf("xl/"u8) >= 0 ? FileKind.OpenXmlWorkbook : FileKind.Zip;
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
            return FileKind.Xml;
        }
        if (text.StartsWith('{') || (text.StartsWith('[') && text.AsSpan(1).TrimStart() is ['{' or '"' or ']', ..]))
        {
            return FileKind.Json;
        }
        return head.Contains((byte)0) && !TextEncoding.LooksLikeUtf16(head) ? FileKind.Binary : FileKind.Text;
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
            _ => "a binary file",
        };

    private static bool IsHtml(string text) =>
        text.StartsWith("<!doctype html", StringComparison.OrdinalIgnoreCase)
        || text.StartsWith("<html", StringComparison.OrdinalIgnoreCase)
        || text.StartsWith("<head", StringComparison.OrdinalIgnoreCase)
        || text.StartsWith("<!--", StringComparison.Ordinal);
}
