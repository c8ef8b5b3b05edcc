using System.Security.Cryptography;
using System.Text;

namespace DecisionsApi.Register;

/// <summary>Makes ids from content: the same content gives the same id on every machine.</summary>
internal static class Identity
{
    /// <summary>Crockford's base 32, without the letters that read as digits; in the order of the texts made of it.</summary>
    public const string Alphabet = "0123456789abcdefghjkmnpqrstvwxyz";
    private const int Length = 16;

    /// <summary>What every such id looks like.</summary>
    public const string Pattern = "^[0-9a-hjkmnp-tv-z]{16}$";

    /// <summary>An id of 80 bits: at 10^8 records the chance that any two meet is 4 in 10^9, and a unique index would say so.</summary>
    public static string Of(ReadOnlySpan<byte> content)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(content, hash);
        Span<char> id = stackalloc char[Length];
        for (var i = 0; i < Length; i++)
        {
            var bit = i * 5;
            var window = (hash[bit >> 3] << 8) | hash[(bit >> 3) + 1];
            id[i] = Alphabet[(window >> (11 - (bit & 7))) & 31];
        }
        return new(id);
    }

    /// <summary>An id made from a few texts.</summary>
    public static string Of(params ReadOnlySpan<string> parts)
    {
        var text = new StringBuilder();
        foreach (var part in parts)
        {
            text.Append(part).Append('\n');
        }
        return Of(Encoding.UTF8.GetBytes(text.ToString()));
    }
}
