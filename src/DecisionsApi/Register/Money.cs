namespace DecisionsApi.Register;

/// <summary>Pence inside, pounds with two decimals outside.</summary>
internal static class Money
{
    /// <summary>Pounds, always with two decimals: 150 is written 1.50, and 142400 is 1424.00.</summary>
    public static decimal FromPence(long pence)
    {
        var magnitude = Math.Abs(pence);
        return new((int)magnitude, (int)(magnitude >> 32), 0, pence < 0, 2);
    }

    /// <summary>Pounds, or null for none.</summary>
    public static decimal? FromPence(long? pence) => pence is { } known ? FromPence(known) : null;

    /// <summary>Pence of a sum in pounds; fractions of a penny are cut.</summary>
    public static long ToPence(decimal pounds) => (long)(pounds * 100m);
}
