using Microsoft.Data.Sqlite;

namespace DecisionsApi.Data;

/// <summary>Adds many rows to one table through one prepared statement.</summary>
internal sealed class BulkInsert : IDisposable
{
    private readonly SqliteCommand _command;

    public BulkInsert(SqliteConnection connection, SqliteTransaction transaction, string table, string columns)
    {
        _command = connection.CreateCommand();
        _command.Transaction = transaction;
        var names = columns.Split(',').Select((_, i) => $"@p{i}").ToArray();
        _command.CommandText = $"INSERT INTO {table} ({columns}) VALUES ({string.Join(", ", names)})";
        foreach (var name in names)
        {
            _command.Parameters.Add(new SqliteParameter { ParameterName = name });
        }
        _command.Prepare();
    }

    /// <summary>Adds a row; values in the order of the columns, null for NULL.</summary>
    public void Add(params ReadOnlySpan<object?> values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            _command.Parameters[i].Value = values[i] ?? DBNull.Value;
        }
        _command.ExecuteNonQuery();
    }

    public void Dispose() => _command.Dispose();
}
