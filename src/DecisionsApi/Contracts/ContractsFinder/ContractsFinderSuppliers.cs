using System.Text.Json.Nodes;

namespace DecisionsApi.Contracts.ContractsFinder;

/// <summary>
/// Reads the cell that holds all suppliers of a notice: <c>[Name|Address|Ref type|Ref Number|Is SME|Is VCSE][…]</c>. Names and
/// addresses hold brackets, line ends and bars of their own; what ends a supplier is the two answers and a bracket.
/// </summary>
internal static class ContractsFinderSuppliers
{
    private const int Parts = 6;
    private const string NotAwarded = "NOT AWARDED TO SUPPLIER";

    /// <summary>The suppliers as our layout has them; what cannot be read is an issue.</summary>
    public static JsonArray Read(string cell, List<MappingIssue> issues)
    {
        var suppliers = new JsonArray();
        var rest = cell.AsSpan().Trim();
        while (!rest.IsEmpty)
        {
            var end = EndOf(rest);
            var text = end < 0 ? rest : rest[..end];
            var parts = (text is ['[', ..] ? text[1..] : text).ToString().Split('|');
            if (parts.Length < Parts || parts[0].Trim() is not { Length: > 0 } name)
            {
                NoteUnreadable(rest, end, issues);
            }
            else if (!name.Equals(NotAwarded, StringComparison.OrdinalIgnoreCase))
            {
                suppliers.Add(Supplier(name, parts[^4].Trim(), parts[^3].Trim(), issues));
            }
            rest = end < 0 ? [] : rest[(end + 1)..].TrimStart();
        }
        return suppliers;
    }

    /// <summary>Position of the bracket that closes the first supplier, or -1.</summary>
    private static int EndOf(ReadOnlySpan<char> text)
    {
        for (var from = 0; ; )
        {
            var found = text[from..].IndexOf(']');
            if (found < 0)
            {
                return -1;
            }
            var end = from + found;
            if (text[..end].EndsWith("|Yes") || text[..end].EndsWith("|No") || IsNotAwarded(text[..end]))
            {
                return end;
            }
            from = end + 1;
        }
    }

    private static bool IsNotAwarded(ReadOnlySpan<char> text) =>
        text.TrimStart('[').Trim().Equals(NotAwarded, StringComparison.OrdinalIgnoreCase);

    private static void NoteUnreadable(ReadOnlySpan<char> rest, int end, List<MappingIssue> issues)
    {
        // The address is not kept, so neither is the text: only how it begins.
        var found = (end < 0 ? rest : rest[..end]).Trim("[]").ToString();
        if (!IsNotAwarded(found))
        {
            issues.Add(new("supplierUnreadable", "suppliers", found.Split('|')[0].Trim()));
        }
    }

    private static JsonObject Supplier(string name, string kind, string number, List<MappingIssue> issues)
    {
        var supplier = new JsonObject { ["name"] = name, ["roles"] = new JsonArray("supplier") };
        var plain = number.Replace(" ", "", StringComparison.Ordinal).ToUpperInvariant();
        var scheme = kind switch
        {
            "COMPANIES_HOUSE" => "GB-COH",
            "CHARITY_COMMISSION" => "GB-CHC",
            _ => null,
        };
        if (plain.Length == 0 || kind.StartsWith("NONE", StringComparison.Ordinal))
        {
            return supplier;
        }
        if (scheme is null)
        {
            issues.Add(new("identifierSchemeUnknown", "suppliers.identifiers", $"{kind} {number}"));
        }
        else if (scheme == "GB-COH" ? OrganisationIdentifiers.IsCompanyNumber(plain) : OrganisationIdentifiers.IsCharityNumber(plain))
        {
            supplier["identifiers"] = new JsonArray(OrganisationIdentifiers.Of(scheme, plain));
        }
        else
        {
            // 216961173, 0186908SC, 0: nine digits, letters at the end, none at all.
            issues.Add(new("identifierUnreadable", "suppliers.identifiers", $"{kind} {number}"));
        }
        return supplier;
    }
}
