using System.IO.Pipelines;

namespace DecisionsApi.Formats;

/// <summary>A form in which a table of records is written. Each is one file here; every list, summary and search offers all of them.</summary>
internal abstract class TableFormat
{
    /// <summary>All of them, in the order in which they are offered.</summary>
    public static IReadOnlyList<TableFormat> All { get; } = [new Csv(), new JsonLines(), new Xlsx(), new Parquet()];

    /// <summary>Its name in <c>format=</c>, and the end of a list's path.</summary>
    public abstract string Name { get; }

    /// <summary>What people call it.</summary>
    public abstract string Title { get; }

    /// <summary>What it is, in a sentence or two.</summary>
    public abstract string Description { get; }

    public abstract string MediaType { get; }

    /// <summary>The media type with its parameters.</summary>
    public virtual string ContentType => MediaType;

    /// <summary>Another name the media type goes by.</summary>
    public virtual string? Alias => null;

    /// <summary>Whether it is text: sent compressed where the reader likes, and the same byte for byte whenever it is written.</summary>
    public virtual bool IsText => true;

    /// <summary>Whether lists are spread over columns; else they are JSON, as for readers who unfold it themselves.</summary>
    public virtual bool SpreadsLists => false;

    /// <summary>Writes everything, batch by batch, in constant memory; stops when nobody reads any more.</summary>
    public abstract Task Write<T>(Table<T> table, PipeWriter output, CancellationToken stop);

    /// <summary>The form of a name that is known to be one.</summary>
    public static TableFormat Named(string name) => All.First(format => format.Name == name);
}
