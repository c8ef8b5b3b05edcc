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
    private readonly Dictionary<string, SqliteCommand> _idle = new(StringComparer.Ordinal);

    /// <summary>A command for a statement, understood already where it was asked for before. It goes back with <see cref="GiveBack"/>.</summary>
    public SqliteCommand Take(string text)
    {
        if (!_idle.Remove(text, out var command))
        {
            command = CreateCommand();
            command.CommandText = text;
        }
        command.Transaction = Transaction;
        return command;
    }

    /// <summary>Keeps a command for the next time.</summary>
    public void GiveBack(SqliteCommand command)
    {
        command.Parameters.Clear();
        command.Transaction = null;
        if (_idle.Count >= MostStatements)
        {
            Forget();
        }
        if (!_idle.TryAdd(command.CommandText, command))
        {
            command.Dispose();
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
        foreach (var command in _idle.Values)
        {
            command.Dispose();
        }
        _idle.Clear();
    }
}
