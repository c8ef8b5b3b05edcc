using Microsoft.Data.Sqlite;

namespace DecisionsApi.Data;

/// <summary>A statement that a connection remembers, and what is the same whenever it is run: the names and declared types of its columns.</summary>
internal sealed class Statement(SqliteCommand command) : IDisposable
{
    private string[]? _names;
    private Type?[] _types = [];

    public SqliteCommand Command => command;

    /// <summary>The name of a column.</summary>
    public string NameOf(SqliteDataReader rows, int column)
    {
        _names ??= [.. Enumerable.Range(0, rows.FieldCount).Select(rows.GetName)];
        return _names[column];
    }

    /// <summary>The type of a column where it is null.</summary>
    public Type TypeOfNull(SqliteDataReader rows, int column)
    {
        if (_types.Length == 0)
        {
            _types = new Type?[rows.FieldCount];
        }
        return _types[column] ??= rows.GetFieldType(column);
    }

    public void Dispose() => command.Dispose();
}
