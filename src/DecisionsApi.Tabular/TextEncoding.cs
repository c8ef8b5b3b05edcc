using System.Text;

namespace DecisionsApi.Tabular;

/// <summary>Which character encoding a file is in, told from all of its bytes.</summary>
public static class TextEncoding
{
    private static readonly Encoding Windows1252 = CodePagesEncodingProvider.Instance.GetEncoding(1252)!;
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>
    /// The encoding of a stream read from its start: what its byte order mark says; else UTF-8 if every byte fits;
    /// else Windows-1252, which is what spreadsheet programs in Britain write.
    /// </summary>
    /// <param name="stream">The bytes, from the first.</param>
    /// <param name="observe">Sees every byte once, so that a hash costs no second reading.</param>
    public static Encoding Detect(Stream stream, Action<ReadOnlySpan<byte>> observe)
    {
        var bytes = new byte[1 << 16];
        var chars = new char[bytes.Length + 4];
        var decoder = StrictUtf8.GetDecoder();
        Encoding? marked = null;
        bool first = true,
            fitsUtf8 = true;
        int read;
        while ((read = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false)) > 0)
        {
            observe(bytes.AsSpan(0, read));
            if (first)
            {
                marked = FromByteOrderMark(bytes.AsSpan(0, read));
                first = false;
            }
            fitsUtf8 = fitsUtf8 && Fits(decoder, bytes.AsSpan(0, read), chars, flush: read < bytes.Length);
        }
        return marked ?? (fitsUtf8 ? StrictUtf8 : Windows1252);
    }

    /// <summary>The name a report gives an encoding.</summary>
    public static string Name(Encoding encoding) => encoding.WebName;

    internal static bool LooksLikeUtf16(ReadOnlySpan<byte> head) => head is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..];

    private static Encoding? FromByteOrderMark(ReadOnlySpan<byte> head) =>
        head switch
        {
            [0xEF, 0xBB, 0xBF, ..] => Encoding.UTF8,
            [0xFF, 0xFE, ..] => Encoding.Unicode,
            [0xFE, 0xFF, ..] => Encoding.BigEndianUnicode,
            _ => null,
        };

    private static bool Fits(Decoder decoder, ReadOnlySpan<byte> bytes, Span<char> chars, bool flush)
    {
        try
        {
            decoder.Convert(bytes, chars, flush, out _, out _, out _);
            return true;
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }
}
