using DecisionsApi.Formats;
using Microsoft.Data.Sqlite;

namespace DecisionsApi.Querying;

/// <summary>What a list needs to know of a row: its place in the order.</summary>
internal interface IListed
{
    /// <summary>Id of the record.</summary>
    string Id { get; }

    /// <summary>Its value of the sort key, as text.</summary>
    string? SortValue { get; }
}

/// <summary>One resource's list: where its rows are, how they are ordered, and what record each makes.</summary>
/// <param name="Name">Name of the resource, as in its path.</param>
/// <param name="Table">The record's table.</param>
/// <param name="Select">Columns and tables; the record's table is <c>p</c>.</param>
/// <param name="Keys">What it can be ordered by.</param>
/// <param name="DefaultSort">Its order unless asked for another.</param>
/// <param name="Make">Makes records of a page's rows, with what is included, in a bounded number of further statements.</param>
/// <param name="Fields">Its fields, for tabular formats and <c>fields=</c>.</param>
/// <param name="Includes">What <c>include=</c> may name.</param>
internal sealed record ListDefinition<TRow, TRecord>(
    string Name,
    string Table,
    Func<IReadOnlySet<string>, (string Columns, string Tables)> Select,
    IReadOnlyList<SortKey> Keys,
    Sort DefaultSort,
    Func<SqliteConnection, IReadOnlyList<TRow>, IReadOnlySet<string>, IReadOnlyList<TRecord>> Make,
    IReadOnlyList<Field<TRecord>> Fields,
    IReadOnlyList<string> Includes
)
    where TRow : IListed
{
    /// <summary>What a feed says of its records; null for a list that has none.</summary>
    public Headlines<TRecord>? Headlines { get; init; }

    /// <summary>The order of a feed: newest in the register first. What only follows from records entered it with none of its own.</summary>
    public Sort FeedSort => IsDerived ? DefaultSort : Sort.ByEntry;

    /// <summary>What a record adds to the sum of the list; null where nothing is added up.</summary>
    public Func<TRecord, decimal?>? Amount { get; init; }

    /// <summary>How many entries the longest of some lists among its fields has in the register; null where no field is a list.</summary>
    public Func<SqliteConnection, IReadOnlyList<string>, IReadOnlyDictionary<string, int>>? LongestLists { get; init; }

    /// <summary>Whether it lists what follows from records and has no life of its own in the register: a walk shows it as it is.</summary>
    public bool IsDerived { get; init; }

    /// <summary>How its records are summed up, for facets; null where they are not.</summary>
    public SummaryDefinition? Summary { get; init; }

    /// <summary>What is listed, without how.</summary>
    public ListSubject Subject => new(Name, Table, Amount is not null) { IsDerived = IsDerived };
}

/// <summary>What a list lists: a resource, its table, and whether its amounts are added up.</summary>
internal sealed record ListSubject(string Name, string Table, bool AddsUp)
{
    /// <summary>Whether what is listed only follows from records.</summary>
    public bool IsDerived { get; init; }
}
