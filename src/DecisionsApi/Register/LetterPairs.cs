namespace DecisionsApi.Register;

/// <summary>The pairs of neighbouring letters of a text, by which two texts are found alike.</summary>
internal sealed class LetterPairs
{
    private readonly int[] _pairs;

    public LetterPairs(string text)
    {
        _pairs = new int[Math.Max(0, text.Length - 1)];
        for (var i = 0; i < _pairs.Length; i++)
        {
            _pairs[i] = (text[i] << 16) | text[i + 1];
        }
        Array.Sort(_pairs);
    }

    /// <summary>Sørensen–Dice, from 0 to 1: twice the pairs two texts share, over all pairs of both.</summary>
    public decimal LikenessTo(LetterPairs other)
    {
        var (i, j, shared) = (0, 0, 0);
        while (i < _pairs.Length && j < other._pairs.Length)
        {
            var order = _pairs[i].CompareTo(other._pairs[j]);
            shared += order == 0 ? 1 : 0;
            i += order <= 0 ? 1 : 0;
            j += order >= 0 ? 1 : 0;
        }
        var all = _pairs.Length + other._pairs.Length;
        return all == 0 ? 0 : Math.Round(2m * shared / all, 2);
    }
}
