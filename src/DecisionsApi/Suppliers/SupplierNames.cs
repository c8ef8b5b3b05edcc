using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using DecisionsApi.Register;

namespace DecisionsApi.Suppliers;

/// <summary>
/// The rules by which spellings are one supplier. Each says nothing but that two spellings are the same words; whatever would need
/// knowledge of the world (a missing <c>Ltd</c>, a changed name) is proposed and never done.
/// </summary>
internal static partial class SupplierNames
{
    private const int MostDecodings = 3;

    // The legal forms of company law, by all the ways in which they are written at the end of a name.
    private static readonly (string Written, string Form)[] LegalForms =
    [
        ("limited liability partnership", "llp"),
        ("public limited company", "plc"),
        ("community interest company", "cic"),
        ("charitable incorporated organisation", "cio"),
        ("limited", "ltd"),
        ("ltd", "ltd"),
        ("plc", "plc"),
        ("llp", "llp"),
        ("cic", "cic"),
        ("cio", "cio"),
    ];

    /// <summary>What a spelling is read as.</summary>
    public static NameReading Read(string name)
    {
        var rules = new List<(string Rule, string Says)>();
        var text = Decode(name, rules);
        text = WithoutCode(text, rules);
        text = WithoutTradingName(text, rules);
        var key = WithLegalForm(Turned(Letters(text), rules), rules);
        return key.Length == 0
            ? new(Folding.Name(name), "rule:spelling", "Equal but for case, spacing and punctuation.")
            : new(key, "rule:" + (rules.Count == 0 ? "spelling" : rules[^1].Rule), Evidence(rules));
    }

    /// <summary>
    /// A name down to what tells suppliers apart: letters and digits in lower case, initials drawn together, <c>&amp;</c> as
    /// <c>and</c>, apostrophes left out (and what a damaged one has become), anything else a space.
    /// </summary>
    public static string Letters(string text)
    {
        var letters = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            _ =
                c is '\'' or '\u2019' or '\u2018' or '\uFFFD' ? letters
                : c == '&' ? letters.Append(" and ")
                : letters.Append(char.IsLetterOrDigit(c) ? char.ToLowerInvariant(c) : ' ');
        }
        return Initials()
            .Replace(Spaces().Replace(letters.ToString(), " ").Trim(), m => m.Value.Replace(" ", "", StringComparison.Ordinal));
    }

    /// <summary>A key without legal form, article and spaces: suppliers that agree here may be one.</summary>
    public static string Core(string key) => Bare(key).Replace(" ", "", StringComparison.Ordinal);

    /// <summary>A key without legal form and article.</summary>
    public static string Bare(string key)
    {
        var form = LegalForms.FirstOrDefault(f => key.EndsWith(" " + f.Form, StringComparison.Ordinal)).Form;
        var name = form is null ? key : key[..^(form.Length + 1)];
        return name.StartsWith("the ", StringComparison.Ordinal) ? name[4..] : name;
    }

    /// <summary><c>B&amp;amp;E Boys Ltd</c>: text that went through a web page.</summary>
    private static string Decode(string name, List<(string, string)> rules)
    {
        var text = name;
        for (var i = 0; i < MostDecodings && WebUtility.HtmlDecode(text) is var decoded && decoded != text; i++)
        {
            text = decoded;
        }
        if (text != name)
        {
            rules.Add(("entities", "Characters written as HTML entities are read as what they stand for."));
        }
        return text;
    }

    /// <summary><c>LANCASHIRE COUNTY COUNCIL (200398)</c>: five digits or more; fewer may be a year or the number of a shop.</summary>
    private static string WithoutCode(string text, List<(string, string)> rules)
    {
        if (Code().Match(text) is not { Success: true } code || code.Index == 0)
        {
            return text;
        }
        rules.Add(("code", $"The number {code.Groups[1].Value} after the name is the payer's code."));
        return text[..code.Index];
    }

    /// <summary><c>KARATS LTD T/A PRO SOUND</c>: only behind a legal form or a council is it certain whom the name before belongs to.</summary>
    private static string WithoutTradingName(string text, List<(string, string)> rules)
    {
        if (TradingAs().Match(text) is not { Success: true } trading || !IsLegalPerson(Letters(trading.Groups[1].Value)))
        {
            return text;
        }
        rules.Add(("tradingAs", $"What follows {trading.Groups[2].Value} is a name it trades under."));
        return trading.Groups[1].Value;
    }

    private static bool IsLegalPerson(string letters) =>
        Array.Exists(LegalForms, form => letters.EndsWith(" " + form.Written, StringComparison.Ordinal))
        || letters.EndsWith(" council", StringComparison.Ordinal)
        || letters.EndsWith(" cc", StringComparison.Ordinal);

    /// <summary><c>COGENCY LTD THE</c> is The Cogency Ltd.</summary>
    private static string Turned(string letters, List<(string, string)> rules)
    {
        if (!letters.EndsWith(" the", StringComparison.Ordinal))
        {
            return letters;
        }
        rules.Insert(0, ("article", "An article behind the name belongs before it."));
        return "the " + letters[..^4];
    }

    private static string WithLegalForm(string letters, List<(string, string)> rules)
    {
        var (written, form) = LegalForms.FirstOrDefault(f => letters.EndsWith(" " + f.Written, StringComparison.Ordinal));
        if (written is null)
        {
            return letters;
        }
        var name = letters[..^(written.Length + 1)];
        var key = (name.EndsWith(" company", StringComparison.Ordinal) ? name[..^"company".Length] + "co" : name) + " " + form;
        if (key != letters)
        {
            rules.Insert(0, ("legalForm", "The legal form is read as its abbreviation."));
        }
        return key;
    }

    private static string Evidence(List<(string Rule, string Says)> rules) =>
        rules.Count == 0 ? "Equal but for case, spacing and punctuation." : string.Join(' ', rules.Select(rule => rule.Says));

    [GeneratedRegex(@"\s*\(\s*(\d{5,})\s*\)\s*$")]
    private static partial Regex Code();

    [GeneratedRegex(@"^(.*\S)\s+(t\s?[/\\]\s?a|trading\s+as)\b\W*\S", RegexOptions.IgnoreCase)]
    private static partial Regex TradingAs();

    [GeneratedRegex(@"\b[a-z](?: [a-z]\b)+")]
    private static partial Regex Initials();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}

/// <summary>What a spelling of a name is read as.</summary>
/// <param name="Key">What it has in common with every spelling that is the same supplier.</param>
/// <param name="Basis">By which rule; of several, the one that goes farthest.</param>
/// <param name="Evidence">How, in a sentence or two.</param>
internal sealed record NameReading(string Key, string Basis, string Evidence);
