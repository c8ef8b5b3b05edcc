using System.Text;

namespace DecisionsApi.Tabular;

/// <summary>Which character encoding a file is in, told from all of its bytes.</summary>
public static class TextEncoding
{
    private static readonly Encoding Windows1252 = CodePagesEncodingProvider.Instance.GetEncoding(1252)!;
    private static readonly Encoding Dos437 = CodePagesEncodingProvider.Instance.GetEncoding(437)!;
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private static readonly Encoding Mixed = Encoding.GetEncoding(
        "utf-8",
        EncoderFallback.ReplacementFallback,
        new SingleByteFallback(Windows1252)
    );

    /// <summary>
    /// The encoding of a stream read from its start: UTF-16 by its mark or by where its zeros stand; else UTF-8 if every byte
    /// fits, whatever the mark says; else a single byte encoding, or UTF-8 with stray bytes of one where both occur.
    /// </summary>
    /// <param name="stream">The bytes, from the first.</param>
    /// <param name="observe">Sees every byte once, so that a hash costs no second reading.</param>
    public static Encoding Detect(Stream stream, Action<ReadOnlySpan<byte>> observe)
    {
        var bytes = new byte[1 << 16];
        var seen = new ByteEvidence();
        Encoding? wide = null;
        var first = true;
        int read;
        while ((read = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false)) > 0)
        {
            var part = bytes.AsSpan(0, read);
            observe(part);
            if (first)
            {
                wide = Wide(part);
                first = false;
            }
            if (wide is null)
            {
                seen.Add(part);
            }
        }
        seen.End();
        return wide
            ?? (
                seen.Invalid == 0 ? StrictUtf8
                : seen.MultiByte > 0 ? Mixed
                : seen.DosPounds > 0 && seen.WindowsPounds == 0 ? Dos437
                : Windows1252
            );
    }

    /// <summary>The name a report gives an encoding.</summary>
    public static string Name(Encoding encoding) =>
        encoding.DecoderFallback is SingleByteFallback ? "utf-8 with windows-1252 bytes" : encoding.WebName;

    /// <summary>
    /// How many bytes before the first character are marks: the byte order mark, once or twice, also as the three letters
    /// that a mark becomes when it is read as Windows-1252 and saved again.
    /// </summary>
    public static int MarkLength(ReadOnlySpan<byte> head)
    {
        if (IsWideMark(head))
        {
            return 2;
        }
        var length = 0;
        while (true)
        {
            var rest = head[length..];
            var mark =
                rest.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]) ? 3
                : rest.StartsWith((ReadOnlySpan<byte>)[0xC3, 0xAF, 0xC2, 0xBB, 0xC2, 0xBF]) ? 6
                : 0;
            if (mark == 0)
            {
                return length;
            }
            length += mark;
        }
    }

    internal static bool LooksLikeUtf16(ReadOnlySpan<byte> head) => Wide(head) is not null;

    private static bool IsWideMark(ReadOnlySpan<byte> head) => head is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..];

    private static Encoding? Wide(ReadOnlySpan<byte> head)
    {
        if (IsWideMark(head))
        {
            return head[0] == 0xFF ? Encoding.Unicode : Encoding.BigEndianUnicode;
        }
        var pairs = Math.Min(head.Length, 4096) / 2;
        int even = 0,
            odd = 0;
        for (var i = 0; i < pairs; i++)
        {
            even += head[2 * i] == 0 ? 1 : 0;
            odd += head[(2 * i) + 1] == 0 ? 1 : 0;
        }
        return pairs < 4 ? null
            : odd > pairs * 0.7 && even < pairs * 0.05 ? Encoding.Unicode
            : even > pairs * 0.7 && odd < pairs * 0.05 ? Encoding.BigEndianUnicode
            : null;
    }

    /// <summary>Decodes a byte that is no UTF-8 as the single byte encoding does.</summary>
    private sealed class SingleByteFallback(Encoding encoding) : DecoderFallback
    {
        public override int MaxCharCount => 4;

        public override DecoderFallbackBuffer CreateFallbackBuffer() => new Buffer(encoding);

        private sealed class Buffer(Encoding encoding) : DecoderFallbackBuffer
        {
            private string _text = "";
            private int _next;

            public override int Remaining => _text.Length - _next;

            public override bool Fallback(byte[] bytesUnknown, int index)
            {
                _text = encoding.GetString(bytesUnknown);
                _next = 0;
                return _text.Length > 0;
            }

            public override char GetNextChar() => _next < _text.Length ? _text[_next++] : '\0';

            public override bool MovePrevious()
            {
                if (_next == 0)
                {
                    return false;
                }
                _next--;
                return true;
            }
        }
    }
}
