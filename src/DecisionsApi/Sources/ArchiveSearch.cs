using System.Buffers;
using System.Text;

namespace DecisionsApi.Sources;

/// <summary>
/// Tells whether a file shows one of some texts, whatever its encoding. What cannot be searched (a packed workbook, a text without
/// any run of plain letters) counts as showing it.
/// </summary>
internal sealed class ArchiveSearch
{
    private const int Shortest = 3;
    private const int ChunkLength = 1 << 20;
    private readonly SearchValues<string>? _needles;
    private readonly int _longest;

    public ArchiveSearch(IEnumerable<string> texts)
    {
        string[] needles = [.. texts.Select(LongestPlainRun).Distinct()];
        if (needles.Length > 0 && Array.TrueForAll(needles, needle => needle.Length >= Shortest))
        {
            _needles = SearchValues.Create(needles, StringComparison.OrdinalIgnoreCase);
            _longest = needles.Max(needle => needle.Length);
        }
    }

    /// <summary>Whether the bytes show one of the texts.</summary>
    public bool In(Stream bytes)
    {
        if (_needles is null)
        {
            return true;
        }
        var buffer = new byte[ChunkLength];
        var before = "";
        for (int read; (read = bytes.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false)) > 0; )
        {
            var chunk = buffer.AsSpan(0, read);
            if (before.Length == 0 && (chunk.StartsWith("PK"u8) || chunk.StartsWith((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0])))
            {
                return true;
            }
            // Plain letters are the same byte in every encoding read here, but for the zeros of UTF-16.
            var text = before + Encoding.Latin1.GetString(chunk).Replace("\0", "", StringComparison.Ordinal);
            if (text.AsSpan().ContainsAny(_needles))
            {
                return true;
            }
            before = text.Length > _longest ? text[^_longest..] : text;
        }
        return false;
    }

    private static string LongestPlainRun(string text)
    {
        var longest = "";
        var start = 0;
        for (var i = 0; i <= text.Length; i++)
        {
            if (i == text.Length || !char.IsAscii(text[i]) || text[i] == '"')
            {
                longest = i - start > longest.Length ? text[start..i] : longest;
                start = i + 1;
            }
        }
        return longest;
    }
}
