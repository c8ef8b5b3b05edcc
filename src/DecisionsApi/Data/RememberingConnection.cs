using System.Data.Common;
using Dapper;
using Microsoft.Data.Sqlite;

namespace DecisionsApi.Data;

/// <summary>
/// A connection that asks the same again and again, and remembers its statements: to understand and plan one takes the engine
/// longer than to find a record by its key.
/// </summary>
internal sealed class RememberingConnection(string connectionString, bool writes = false) : SqliteConnection(connectionString)
{
    // Filters combine to more than are asked for again.
    private const int MostStatements = 100;
    private readonly Dictionary<string, Statement> _idle = new(StringComparer.Ordinal);
    private readonly Dictionary<Type, object> _kept = [];
    private readonly bool _writes = writes;
    private long _version;

    /// <summary>A statement, understood already where it was asked for before. It goes back with <see cref="GiveBack"/>.</summary>
    public Statement Take(string text)
    {
        if (!_idle.Remove(text, out var statement))
        {
            statement = new(CreateCommand());
            statement.Command.CommandText = text;
        }
        statement.Command.Transaction = Transaction;
        return statement;
    }

    /// <summary>Keeps a statement for the next time.</summary>
    public void GiveBack(Statement statement)
    {
        statement.Command.Parameters.Clear();
        statement.Command.Transaction = null;
        if (_idle.Count >= MostStatements)
        {
            Forget();
        }
        if (!_idle.TryAdd(statement.Command.CommandText, statement))
        {
            statement.Dispose();
        }
    }

    /// <summary>
    /// Where what is read from the state of the database that a transaction shows can be kept for the next that shows the same state.
    /// Empty when anything was committed in between; every time with a writer, which is not told of its own commits, and outside of a
    /// transaction, where the next statement may see another state.
    /// </summary>
    public static T Kept<T>(SqliteConnection connection)
        where T : class, new()
    {
        if (connection is not RememberingConnection { Transaction: not null } reader || reader._writes)
        {
            return new();
        }
        var version = reader.ExecuteScalar<long>("PRAGMA data_version");
        if (version != reader._version)
        {
            reader._kept.Clear();
            reader._version = version;
        }
        if (!reader._kept.TryGetValue(typeof(T), out var kept))
        {
            reader._kept.Add(typeof(T), kept = new T());
        }
        return (T)kept;
    }

    protected override DbCommand CreateDbCommand() => new RememberedCommand(this);

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            Forget();
        }
        base.Dispose(disposing);
    }

    private void Forget()
    {
        foreach (var statement in _idle.Values)
        {
            statement.Dispose();
        }
        _idle.Clear();
    }
}
