namespace DecisionsApi.Importing;

/// <summary>
/// Tells columns whose heading says that they hold no pounds: <c>£000</c>, <c>£'000s</c>, <c>£k</c>, <c>£m</c>, thousands, millions,
/// pence, euros, dollars. Read as pounds every one of their sums would be wrong.
/// </summary>
internal static class SumUnit
{
    private static readonly HashSet<string> Units =
    [
        "thousand",
        "thousands",
        "million",
        "millions",
        "pence",
        "eur",
        "euro",
        "euros",
        "usd",
        "dollar",
        "dollars",
    ];

    public static bool IsOther(HeadingName name)
    {
        for (var i = 0; i < name.Words.Count; i++)
        {
            var word = name.Words[i];
            // Behind another number it is the end of that: spend over £25,000.
            var isFirst = i == 0 || !char.IsDigit(name.Words[i - 1][0]);
            if (Units.Contains(word) || (word == "000" && isFirst) || (word is "k" or "m" && name.PoundWord == word))
            {
                return true;
            }
        }
        return false;
    }
}
