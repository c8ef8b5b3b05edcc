using System.Text.Json.Serialization;

namespace DecisionsApi.Importing;

/// <summary>What an import did with one table.</summary>
internal sealed record TableReport
{
    public required string File { get; init; }
    public string? Entry { get; init; }
    public string? Sheet { get; init; }
    public string? SourceName { get; init; }
    public string? Sha256 { get; init; }
    public string? Kind { get; init; }

    /// <summary>Slug of the body, a list of them where the file speaks of several, null where of none.</summary>
    public object? Body { get; init; }
    public Detected? Detected { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public RowCounts? Rows { get; init; }
    public decimal? SumAmount { get; init; }
    public IReadOnlyList<RowFault>? Rejected { get; init; }
    public IReadOnlyDictionary<string, int>? Issues { get; init; }

    /// <summary>What the file has that no field is for, and how often; it is kept in <c>extra</c> or with the text as published.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, int>? NotUnderstood { get; init; }
    public SequenceRange? Changes { get; init; }

    /// <summary>What a dry run shows beside the counts.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ImportPreview? Preview { get; init; }
    public double? Seconds { get; init; }

    /// <summary>Why the table could not be read or was rolled back.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ImportError? Error { get; init; }

    /// <summary>Why a file found in a folder was passed over.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Skipped { get; init; }
}

/// <summary>What was found out about a table before its rows were read.</summary>
internal sealed record Detected(
    string Encoding,
    string? Delimiter,
    int? HeaderLine,
    string? DateOrder,
    IReadOnlyDictionary<string, string> Columns
)
{
    /// <summary>How well heading and cells speak for each column, from 0 to 1; 1 where the caller's map says it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, double>? Scores { get; init; }

    /// <summary>What was assumed, by whose map the columns are, and what could not be decided.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Notes { get; init; }
}

/// <summary>Records after the heading, by what became of them; <c>withdrawn</c> counts earlier records and is no part of <c>read</c>.</summary>
internal sealed record RowCounts(
    int Read,
    int Saved,
    int Unchanged,
    int AlreadyPublished,
    int Rejected,
    int Blank,
    int NotData,
    int Withdrawn
)
{
    /// <summary>Whether every record is accounted for.</summary>
    internal bool Balances => Read == Saved + Unchanged + AlreadyPublished + Rejected + Blank + NotData;
}

/// <summary>The register before and after: changes have the sequences after <paramref name="From"/> up to <paramref name="To"/>.</summary>
internal sealed record SequenceRange(long From, long To);

/// <summary>Why a table could not be read, or was rolled back.</summary>
internal sealed record ImportError(string Code, string Message);

/// <summary>Stops the import of one table: nothing of it is kept.</summary>
internal sealed class ImportRefusedException(string code, string message) : Exception(message)
{
    /// <summary>The file holds no table of a kind that is known.</summary>
    public const string NotRecognised = "notRecognised";

    /// <summary>The file is of another period than those its source name stands for.</summary>
    public const string OtherPeriodCode = "otherPeriod";

    /// <summary>The file is a copy of what follows from other records.</summary>
    public const string Derived = "derived";

    public string Code { get; } = code;

    /// <summary>The file does not cover the days of what would be withdrawn: a publisher has used the name of another period again.</summary>
    public static ImportRefusedException OtherPeriod(string sourceName, string records, string day, long count) =>
        new(
            OtherPeriodCode,
            $"The register has other {records} under the source name '{sourceName}', and {count} of them (from {day} on) "
                + "lie outside the months of this file: it seems to be another period under a used name. "
                + "Nothing was changed. Give the file a name of its own with --source-name."
        );

    /// <summary>An older file comes again though a later one withholds what it shows.</summary>
    public static ImportRefusedException Withheld(string sourceName) =>
        new(
            "withheldSince",
            $"The publisher has since withheld values that this file of '{sourceName}' shows; it is no longer kept, and is not taken in again. "
                + "Import the latest version instead."
        );
}
