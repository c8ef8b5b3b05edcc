using Dapper;
using Microsoft.Data.Sqlite;

namespace DecisionsApi.Data;

/// <summary>
/// A file that is larger than the whole database, while nobody else has that open: its pages go straight into the database, with what
/// stood there before in a journal beside it. The log would have each page written twice and found again among millions: a seventh of
/// the time of a million payments, and far more of ten. Others who come meanwhile wait as for any writer; what ends before its commit
/// is undone by whoever opens the database next.
/// </summary>
internal sealed class FirstLoad : IDisposable
{
    /// <summary>Less is not worth the change.</summary>
    private const long FewestBytes = 4_000_000;

    private readonly SqliteConnection? _connection;

    /// <param name="connection">A connection for writing that has begun nothing.</param>
    /// <param name="bytes">The size of the file.</param>
    public FirstLoad(SqliteConnection connection, long bytes)
    {
        var present = connection.ExecuteScalar<long>("SELECT page_count * page_size FROM pragma_page_count, pragma_page_size");
        if (bytes < Math.Max(FewestBytes, present))
        {
            return;
        }
        // Those of ours that are done with it are still open.
        SqliteConnection.ClearPool(connection);
        // Where somebody reads, the log lets them.
        _connection = Switch(connection, "DELETE") ? connection : null;
    }

    /// <summary>Back to the log, once the transaction is over; where somebody has begun to read, whoever writes next does it.</summary>
    public void Dispose()
    {
        if (_connection is not null)
        {
            Switch(_connection, "WAL");
        }
    }

    private static bool Switch(SqliteConnection connection, string mode)
    {
        try
        {
            connection.Execute($"PRAGMA journal_mode = {mode}");
            return true;
        }
        catch (SqliteException e) when (Database.IsBusy(e))
        {
            return false;
        }
    }
}
