using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace DecisionsApi.Querying;

/// <summary>
/// Where the next page begins: the last record's place in the order, the register's sequence when the walk began, and which
/// list, order and filters it belongs to.
/// </summary>
/// <param name="Query">Fingerprint of list, order and filters.</param>
/// <param name="Sequence">Head of the register at the first page.</param>
/// <param name="Value">The last record's value of the sort key; null when it has none.</param>
/// <param name="Id">The last record's id.</param>
internal sealed record Cursor(string Query, long Sequence, string? Value, string Id)
{
    public const int MaxLength = 1000;

    public override string ToString()
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"{Query}\n{Sequence}\n{Id}\n{(Value is null ? "-" : "=" + Value)}");
        return Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));
    }

    /// <summary>Reads a cursor; null when it is none. A whole link to a next page is taken for the cursor in it.</summary>
    public static Cursor? Parse(string text)
    {
        const string Parameter = "cursor=";
        var at = text.LastIndexOf(Parameter, StringComparison.Ordinal);
        var token = at < 0 ? text : text[(at + Parameter.Length)..].Split('&')[0];
        if (token.Length is 0 or > MaxLength || !Base64Url.IsValid(token))
        {
            return null;
        }
        var parts = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(token)).Split('\n', 4);
        if (
            parts.Length != 4
            || parts[3].Length == 0
            || !long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var sequence)
        )
        {
            return null;
        }
        return new(parts[0], sequence, parts[3] == "-" ? null : parts[3][1..], parts[2]);
    }
}
