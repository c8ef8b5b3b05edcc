using Microsoft.Data.Sqlite;

namespace DecisionsApi.Tests.Publishing;

/// <summary>A SQLite file as a reader opens it.</summary>
internal sealed class SqliteCopy : IDisposable
{
    private readonly SqliteConnection _connection;

    public SqliteCopy(string path)
    {
        _connection = new($"Data Source={path};Mode=ReadOnly;Pooling=False");
        _connection.Open();
    }

    /// <summary>Rows of values.</summary>
    public List<object?[]> Ask(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = new List<object?[]>();
        while (reader.Read())
        {
            rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(i => reader.IsDBNull(i) ? null : reader.GetValue(i))]);
        }
        return rows;
    }

    /// <summary>The first value of each row, as text.</summary>
    public List<string> Texts(string sql) => [.. Ask(sql).Select(row => $"{row[0]}")];

    public void Dispose() => _connection.Dispose();
}
