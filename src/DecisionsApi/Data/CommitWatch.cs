using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;

namespace DecisionsApi.Data;

/// <summary>
/// Tells whether anything was committed since it was last asked, by whatever process: it keeps a connection of its own, on which the
/// engine counts the commits of all others. Most often a look into the memory that all users of the database share says so at once.
/// </summary>
internal sealed unsafe partial class CommitWatch(Database database) : IDisposable
{
    // The head of the index of the log, which every commit writes anew: https://www.sqlite.org/walformat.html#walidxfmt
    private const int HeadBytes = 48;
    private const int PartBytes = 32_768;
    private const int FilePointer = 7;
    private const int MapsSharedMemory = 13;

    private Reading? _reading;
    private SqliteCommand? _version;
    private byte* _head;

    /// <summary>The connection that is kept.</summary>
    public SqliteConnection Connection => (_reading ??= database.Read(CancellationToken.None)).Connection;

    /// <summary>
    /// What changes with every commit, as it is now; empty where that cannot be seen. Any number of callers at a time: the connection
    /// stays with the database, and with it the memory.
    /// </summary>
    public ReadOnlySpan<byte> Mark => _head is null ? default : new(_head, HeadBytes);

    /// <summary>A number that differs from the one before whenever something was committed in between. One caller at a time.</summary>
    public long Version()
    {
        if (_version is null)
        {
            _version = Connection.CreateCommand();
            _version.CommandText = "PRAGMA data_version";
        }
        var version = (long)_version.ExecuteScalar()!;
        if (_head is null)
        {
            _head = Head(Connection.Handle!.DangerousGetHandle());
        }
        return version;
    }

    public void Dispose()
    {
        _version?.Dispose();
        _head = null;
        _reading?.Dispose();
    }

    /// <summary>Where the engine has mapped the index of its log; null where there is none.</summary>
    private static byte* Head(nint connection)
    {
        nint** file = null;
        if (Control(connection, "main", FilePointer, &file) != SQLitePCL.raw.SQLITE_OK || file is null)
        {
            return null;
        }
        void* shared = null;
        // A file begins with the address of the table of its functions, and that with a number: https://www.sqlite.org/c3ref/io_methods.html
        var methods = *file;
        var map = (delegate* unmanaged[Cdecl]<void*, int, int, int, void**, int>)methods[MapsSharedMemory];
        return (int)methods[0] >= 2 && map(file, 0, PartBytes, 0, &shared) == SQLitePCL.raw.SQLITE_OK ? (byte*)shared : null;
    }

    [LibraryImport("e_sqlite3", EntryPoint = "sqlite3_file_control", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Control(nint connection, string database, int what, void* result);
}
