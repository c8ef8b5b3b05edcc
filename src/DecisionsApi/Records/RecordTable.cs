using DecisionsApi.Register;
using Microsoft.Data.Sqlite;

namespace DecisionsApi.Records;

/// <summary>How the records of one resource are kept: where, and what of them can be picked, ordered, searched and joined.</summary>
/// <typeparam name="T">The record.</typeparam>
internal abstract class RecordTable<T>
    where T : class, IRecord
{
    /// <summary>Name of the resource and of its table.</summary>
    public abstract string Resource { get; }

    /// <summary>Name of the table of its words; null where nobody searches for it.</summary>
    public abstract string? TextTable { get; }

    /// <summary>The column with the day a record is dated by, or null where its records have none.</summary>
    public virtual string? DayColumn => null;

    /// <summary>Whether a record that nobody states any more is withdrawn.</summary>
    public virtual bool Withdraws => true;

    /// <summary>The columns a record is picked and ordered by, with their values.</summary>
    public abstract IReadOnlyList<(string Name, object? Value)> Columns(Writing writing, T record);

    /// <summary>What a search looks for: the title, and all other words.</summary>
    public abstract (string Title, string Words) Words(T record);

    /// <summary>The links a record states.</summary>
    public abstract IEnumerable<StatedLink> Links(T record);

    /// <summary>The record with the register's own members.</summary>
    public abstract T Fill(T record, RecordRow row, IReadOnlyList<RecordLink> links);

    /// <summary>Fills the tables beside the record's own; what stood there before is gone.</summary>
    public virtual void Relate(Writing writing, long key, T record) { }

    /// <summary>Takes back what a record that is withdrawn has brought about elsewhere.</summary>
    public virtual void Unrelate(Writing writing, long key, T record) { }

    /// <summary>Records with what other tables know of their names, in a bounded number of statements.</summary>
    public virtual IReadOnlyList<T> Resolve(SqliteConnection connection, IReadOnlyList<T> records) => records;
}

/// <summary>A link as a record states it: what it is to another record.</summary>
internal sealed record StatedLink(string Relation, string Resource, string? Id, string? Evidence);

/// <summary>One writing transaction: its connection, the entry in the log of imports, and the head of the sequence.</summary>
internal sealed class Writing(SqliteConnection connection, SqliteTransaction transaction, long import, long head)
{
    public SqliteConnection Connection => connection;

    public SqliteTransaction Transaction => transaction;

    public long Import => import;

    /// <summary>The number of the newest change.</summary>
    public long Head { get; private set; } = head;

    /// <summary>Keys of suppliers whose contracts or payments have changed hands; rules of links are applied to them at the end.</summary>
    public HashSet<long> TouchedSuppliers { get; } = [];

    /// <summary>References of contracts and decisions that have come, changed or gone, each with its resource.</summary>
    public HashSet<(string Resource, string Reference)> TouchedReferences { get; } = [];

    /// <summary>Appends a change of a record under the next number, which it gives back.</summary>
    public long Append(string resource, long key, string action)
    {
        RegisterSql.Append(connection, transaction, ++Head, import, resource, key, action);
        return Head;
    }
}
