using System.Text;

namespace DecisionsApi.Tabular;

/// <summary>Compares column headings as people do: case, spacing, underscores and punctuation make no difference.</summary>
public static class Headings
{
    /// <summary>Letters and digits of a heading in lower case: <c> Name of  Body </c> and <c>name_of_body</c> are one.</summary>
    public static string Normalise(string heading)
    {
        var text = new StringBuilder(heading.Length);
        foreach (var c in heading)
        {
            if (char.IsLetterOrDigit(c))
            {
                text.Append(char.ToLowerInvariant(c));
            }
        }
        return text.ToString();
    }

    /// <summary>Words of a heading in lower case; a capital within a word begins another, as does a digit: <c>InvoiceNo2</c> is three.</summary>
    public static IReadOnlyList<string> Words(string heading)
    {
        var words = new List<string>();
        var from = -1;
        for (var i = 0; i <= heading.Length; i++)
        {
            var c = i < heading.Length ? heading[i] : ' ';
            var ends =
                from >= 0
                && (
                    !char.IsLetterOrDigit(c)
                    || char.IsDigit(c) != char.IsDigit(heading[i - 1])
                    || (char.IsUpper(c) && char.IsLower(heading[i - 1]))
                );
            if (ends)
            {
                words.Add(heading[from..i].ToLowerInvariant());
                from = -1;
            }
            from = from < 0 && char.IsLetterOrDigit(c) ? i : from;
        }
        return words;
    }

    /// <summary>Names every column once: an empty heading by its position, a repeated one by its count.</summary>
    public static string[] Distinct(IReadOnlyList<string> published)
    {
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        return
        [
            .. published.Select(
                (heading, i) =>
                {
                    var name = string.IsNullOrWhiteSpace(heading) ? $"column {i + 1}" : heading;
                    seen[name] = seen.GetValueOrDefault(name) + 1;
                    return seen[name] == 1 ? name : $"{name} ({seen[name]})";
                }
            ),
        ];
    }
}
