using System.Text.RegularExpressions;

namespace DecisionsApi.Contracts.Registers;

/// <summary>Several suppliers in one cell, where every part is the name of a firm by how it ends: elsewhere a comma or a line may lead to an address.</summary>
internal static partial class SupplierCell
{
    private const int MostNames = 100;

    /// <summary>The names; the whole cell as one where that is not certain.</summary>
    public static string[] Names(string cell)
    {
        string[] parts = [.. Separator().Split(cell).Select(part => Number().Replace(part, "").Trim()).Where(part => part.Length > 0)];
        return parts.Length is > 1 and <= MostNames && Array.TrueForAll(parts, Firm().IsMatch)
            ? [.. parts.Distinct(StringComparer.OrdinalIgnoreCase)]
            : [string.Join(' ', cell.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))];
    }

    [GeneratedRegex(@"[\r\n;,|/]+|(?<=\b(?:ltd|limited|plc|llp)\.?) (?:&|and) ", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Separator();

    [GeneratedRegex(@"^\s*(?:\(?\d{1,2}[.)]|[•*-])\s+", RegexOptions.CultureInvariant)]
    private static partial Regex Number();

    [GeneratedRegex(@"[a-z].*\b(?:ltd|limited|plc|llp|cic)\.?(?: \([^()]*\))?$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Firm();
}
