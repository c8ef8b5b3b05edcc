using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace DecisionsApi.Data;

/// <summary>
/// Adds many rows to one table through one prepared statement. The values go to the engine itself: a command would look up each of
/// thirty parameters by its name for each of a million rows.
/// </summary>
internal sealed class BulkInsert : IDisposable
{
    private readonly sqlite3 _engine;
    private readonly sqlite3_stmt _statement;
    private byte[] _text = new byte[1024];

    public BulkInsert(SqliteConnection connection, string table, string columns)
    {
        _engine = connection.Handle!;
        var places = string.Join(", ", columns.Split(',').Select(_ => "?"));
        Check(raw.sqlite3_prepare_v2(_engine, $"INSERT INTO {table} ({columns}) VALUES ({places})", out _statement));
    }

    /// <summary>Adds a row; values in the order of the columns, null for NULL.</summary>
    public void Add(params ReadOnlySpan<object?> values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            Check(Bind(i + 1, values[i]));
        }
        var result = raw.sqlite3_step(_statement);
        raw.sqlite3_reset(_statement);
        Check(result == raw.SQLITE_DONE ? raw.SQLITE_OK : result);
    }

    private int Bind(int place, object? value) =>
        value switch
        {
            null => raw.sqlite3_bind_null(_statement, place),
            // Of no bytes there is no address, which would be NULL.
            "" => raw.sqlite3_bind_text(_statement, place, ""),
            string text => Bind(place, text),
            long number => raw.sqlite3_bind_int64(_statement, place, number),
            int number => raw.sqlite3_bind_int64(_statement, place, number),
            double number => raw.sqlite3_bind_double(_statement, place, number),
            _ => throw new ArgumentException($"A value of {value.GetType()} cannot be added.", nameof(value)),
        };

    /// <summary>The engine copies the text; made into its bytes in a place of ours, it leaves nothing to collect.</summary>
    private int Bind(int place, string text)
    {
        var most = Encoding.UTF8.GetMaxByteCount(text.Length);
        if (most > _text.Length)
        {
            _text = new byte[most];
        }
        return raw.sqlite3_bind_text(_statement, place, _text.AsSpan(0, Encoding.UTF8.GetBytes(text, _text)));
    }

    private void Check(int result) => SqliteException.ThrowExceptionForRC(result, _engine);

    public void Dispose() => _statement.Dispose();
}
