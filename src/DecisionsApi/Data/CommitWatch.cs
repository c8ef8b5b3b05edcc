using Microsoft.Data.Sqlite;

namespace DecisionsApi.Data;

/// <summary>
/// Tells whether anything was committed since it was last asked, by whatever process, for a few microseconds: it keeps a connection of
/// its own, on which the engine counts the commits of all others.
/// </summary>
internal sealed class CommitWatch(Database database) : IDisposable
{
    private Reading? _reading;
    private SqliteCommand? _version;

    /// <summary>The connection that is kept.</summary>
    public SqliteConnection Connection => (_reading ??= database.Read(CancellationToken.None)).Connection;

    /// <summary>A number that differs from the one before whenever something was committed in between. One caller at a time.</summary>
    public long Version()
    {
        if (_version is null)
        {
            _version = Connection.CreateCommand();
            _version.CommandText = "PRAGMA data_version";
        }
        return (long)_version.ExecuteScalar()!;
    }

    public void Dispose()
    {
        _version?.Dispose();
        _reading?.Dispose();
    }
}
