namespace DecisionsApi.Importing;

/// <summary>What a record after the heading turned out to be.</summary>
internal abstract record RowOutcome
{
    /// <summary>A record understood.</summary>
    public sealed record Understood<T>(T Value) : RowOutcome;

    /// <summary>A record that cannot be taken in, with every fault found.</summary>
    public sealed record Rejected(IReadOnlyList<RowFault> Faults, string Raw) : RowOutcome;

    /// <summary>A record without any text.</summary>
    public sealed record Blank : RowOutcome;

    /// <summary>A total, a footer or a repeated heading.</summary>
    public sealed record NotData : RowOutcome;

    public static readonly Blank BlankRow = new();
    public static readonly NotData NotDataRow = new();
}

/// <summary>One fault of a rejected row.</summary>
/// <param name="Line">Physical line on which the row starts.</param>
/// <param name="Column">Heading of the column as published, or null where the whole row is at fault.</param>
/// <param name="Code">Code of the fault.</param>
/// <param name="Found">What was found.</param>
/// <param name="Expected">What is allowed.</param>
internal sealed record RowFault(int Line, string? Column, string Code, string Found, string Expected);
