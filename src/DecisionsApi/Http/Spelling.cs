namespace DecisionsApi.Http;

/// <summary>Finds what somebody probably meant.</summary>
internal static class Spelling
{
    /// <summary>The name with fewest letters different, or null when none is near.</summary>
    public static string? Nearest(string name, IReadOnlyCollection<string> known)
    {
        if (name.Length > 40 || known.Count == 0)
        {
            return null;
        }
        var (nearest, distance) = known.Select(k => (k, Distance(name.ToLowerInvariant(), k.ToLowerInvariant()))).MinBy(k => k.Item2);
        // A name of which no letter is right is not near, however short it is.
        return nearest is not null && distance <= Math.Max(2, nearest.Length / 3) && distance < nearest.Length ? nearest : null;
    }

    /// <summary>Levenshtein's distance.</summary>
    public static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var above = row[j];
                row[j] = Math.Min(Math.Min(above, row[j - 1]) + 1, diagonal + (a[i - 1] == b[j - 1] ? 0 : 1));
                diagonal = above;
            }
        }
        return row[^1];
    }
}
