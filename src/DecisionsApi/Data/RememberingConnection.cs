using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace DecisionsApi.Data;

/// <summary>
/// A connection that asks the same again and again, and remembers its statements: to understand and plan one takes the engine
/// longer than to find a record by its key.
/// </summary>
internal sealed class RememberingConnection(string connectionString) : SqliteConnection(connectionString)
{
    // Filters combine to more than are asked for again.
    private const int MostStatements = 100;
    private readonly Dictionary<string, Statement> _idle = new(StringComparer.Ordinal);

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
