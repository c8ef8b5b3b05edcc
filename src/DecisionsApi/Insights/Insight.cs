using DecisionsApi.Formats;
using DecisionsApi.Querying;
using Microsoft.Data.Sqlite;

namespace DecisionsApi.Insights;

/// <summary>A kind of pattern: what it is called, how it is ordered, by which rule it is found.</summary>
/// <typeparam name="TFilter">What it can be asked with.</typeparam>
/// <typeparam name="TRecord">What is found.</typeparam>
internal abstract class Insight<TFilter, TRecord>
    where TFilter : ListParameters
{
    /// <summary>Its name, as in its path.</summary>
    public abstract string Name { get; }

    /// <summary>What it can be ordered by: columns of what <see cref="Read"/> reads.</summary>
    public abstract IReadOnlyList<SortKey> Keys { get; }

    /// <summary>Its order unless asked for another.</summary>
    public Sort DefaultSort => new(Keys[0], Descending: true);

    /// <summary>Its columns.</summary>
    public abstract IReadOnlyList<Field<TRecord>> Fields { get; }

    /// <summary>The rule in one sentence, with the figures of a request.</summary>
    public abstract string Rule(TFilter filter);

    /// <summary>The bodies asked about, of which the page says from when to when there are payments.</summary>
    public abstract IReadOnlyList<string> Bodies(TFilter filter);

    /// <summary>Reads a page, in a bounded number of statements.</summary>
    public abstract Patterns<TRecord> Read(SqliteConnection connection, InsightQuery<TFilter> query);
}

/// <summary>A request for patterns, checked and understood.</summary>
/// <param name="Filter">What was asked for.</param>
/// <param name="Sort">The order.</param>
/// <param name="Limit">Most patterns.</param>
/// <param name="Moment">The state of the register the walk is about.</param>
/// <param name="After">Where the page begins; null at the beginning.</param>
/// <param name="Origin">What addresses begin with.</param>
internal sealed record InsightQuery<TFilter>(TFilter Filter, Sort Sort, int Limit, Moment Moment, Cursor? After, string Origin);

/// <summary>Patterns of a page, and what all of them come to.</summary>
/// <param name="Records">The patterns.</param>
/// <param name="Last">The last one's value of the sort key and place in it; null when there are no more.</param>
/// <param name="Count">Number of all.</param>
/// <param name="SumPence">Sum of all.</param>
internal sealed record Patterns<TRecord>(IReadOnlyList<TRecord> Records, (string Value, string Place)? Last, long Count, long SumPence);

/// <summary>A group of payments, as a statement gives it; what a kind of pattern has no use for is null.</summary>
internal sealed record PatternRow
{
    public long? BodyKey { get; init; }
    public string? Body { get; init; }
    public long? SupplierKey { get; init; }
    public string? SupplierId { get; init; }
    public string? SupplierName { get; init; }
    public DateOnly? FirstOn { get; init; }
    public DateOnly? LastOn { get; init; }
    public long? LeastPence { get; init; }
    public long? MostPence { get; init; }
    public long PaymentCount { get; init; }
    public long SumPence { get; init; }
    public string? Year { get; init; }
    public DateOnly? FirstPaidOn { get; init; }
    public long? OtherCount { get; init; }
    public long? OtherPence { get; init; }
    public long? Days { get; init; }
    public long? TransactionReferences { get; init; }
    public long? InvoiceReferences { get; init; }
    public long? Months { get; init; }
    public required string Place { get; init; }
    public string SortValue { get; init; } = "";
    public long AllCount { get; init; }
    public long AllPence { get; init; }
}
