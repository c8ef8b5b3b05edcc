using System.Globalization;
using DecisionsApi.Tabular;

namespace DecisionsApi.Importing;

/// <summary>What a record after the heading turned out to be.</summary>
internal abstract record RowOutcome
{
    /// <summary>A record understood.</summary>
    public sealed record Understood<T>(T Value) : RowOutcome;

    /// <summary>A record that cannot be taken in, with every fault found.</summary>
    public sealed record Rejected(IReadOnlyList<RowFault> Faults, string Raw) : RowOutcome;

    /// <summary>A copy of a record that the register has.</summary>
    public sealed record Copy(string Body) : RowOutcome;

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
internal sealed record RowFault(int Line, string? Column, string Code, string Found, string Expected)
{
    /// <summary>The fault of a record that cannot be split into cells.</summary>
    public static RowFault Of(int line, RecordFault fault, ReadOnlySpan<char> raw)
    {
        var (code, expected) = fault switch
        {
            RecordFault.QuoteNotClosed => ("quoteNotClosed", "a closing quote"),
            RecordFault.TextAfterQuote => (
                "textAfterQuote",
                "a delimiter or the end of the line after a closing quote; quotes inside a cell are doubled"
            ),
            _ => ("recordTooLong", $"at most {RecordReader.MaxRecordLength} characters and {RecordReader.MaxCells} cells"),
        };
        return new(line, null, code, raw[..Math.Min(raw.Length, 200)].ToString(), expected);
    }

    /// <summary>The fault of a row with more cells than there are headings.</summary>
    public static RowFault Surplus(int line, string found, int headings, int cells) =>
        new(
            line,
            null,
            "tooManyCells",
            found,
            string.Create(CultureInfo.InvariantCulture, $"{headings} cells, one for each heading; this row has {cells}")
        );
}
