using System.Collections.Concurrent;
using System.Globalization;
using Dapper;
using DecisionsApi.Register;
using Microsoft.Data.Sqlite;
using Polly;
using Polly.Retry;
using Polly.Timeout;

namespace DecisionsApi.Data;

/// <summary>Opens connections to the register's database. The only place, with its neighbours in this folder, that names an engine.</summary>
internal sealed class Database
{
    /// <summary>How long a second writer waits for the first.</summary>
    public static readonly TimeSpan WriterPatience = TimeSpan.FromSeconds(30);

    private const int Busy = 5;
    private const int Interrupted = 9;
    private const int StepsBetweenChecks = 20_000;
    private const string Common = """
        PRAGMA foreign_keys = ON;
        PRAGMA busy_timeout = 250;
        """;

    // Of each of many connections, while the system keeps the file for all of them: so that a stream stays small. The file is
    // not mapped, which would make a page of a list a sixth faster, but let the process look larger by all that has been read.
    private const string ForReading = Common + "PRAGMA cache_size = -8192;";

    // Deleted text is overwritten: what a publisher withholds must not linger in the file.
    private const string ForWriting =
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = FAST; PRAGMA cache_size = -65536;" + Common;

    private static readonly int MostIdle = Math.Max(32, 4 * Environment.ProcessorCount);
    private readonly ConcurrentStack<RememberingConnection> _idle = [];
    private readonly string _readOnly;
    private readonly string _readWrite;
    private readonly Lazy<ResiliencePipeline> _patience;

    static Database()
    {
        // A connection is used by one caller at a time, here always; that the engine guards each of its calls as well took a tenth
        // of the time of a page of a list. Before the first connection is opened: later it would be passed over.
        SQLitePCL.Batteries_V2.Init();
        SQLitePCL.raw.sqlite3_config(SQLitePCL.raw.SQLITE_CONFIG_MULTITHREAD);
        // Nor is there a count of all memory, for which every connection would wait for every other at each allocation.
        SQLitePCL.raw.sqlite3_config(SQLitePCL.raw.SQLITE_CONFIG_MEMSTATUS, 0);
        SqlMapper.AddTypeHandler(new DayHandler());
        DefaultTypeMap.MatchNamesWithUnderscores = true;
    }

    public Database(string path, TimeProvider time)
    {
        Path = System.IO.Path.GetFullPath(path);
        _readOnly = ConnectionString(SqliteOpenMode.ReadOnly);
        _readWrite = ConnectionString(SqliteOpenMode.ReadWriteCreate);
        _patience = new(() => Patience(time));
    }

    /// <summary>The database file.</summary>
    public string Path { get; }

    /// <summary>
    /// Opens a connection for reading. When <paramref name="stop"/> is cancelled the statement under way is interrupted:
    /// the engine itself would run on to the end. Statements that begin later end at their first steps: an interruption that
    /// falls between two statements would be lost.
    /// </summary>
    public Reading Read(CancellationToken stop)
    {
        if (!_idle.TryPop(out var connection))
        {
            connection = new(_readOnly);
            connection.Open();
            connection.Execute(ForReading);
        }
        var handle = connection.Handle!;
        SQLitePCL.raw.sqlite3_progress_handler(handle, StepsBetweenChecks, _ => stop.IsCancellationRequested ? 1 : 0, null);
        return new(connection, stop.Register(() => SQLitePCL.raw.sqlite3_interrupt(handle)), GiveBack);
    }

    /// <summary>Keeps a connection for the next reader, as many as can be at work at once; never one that still sees an older state.</summary>
    private void GiveBack(RememberingConnection connection)
    {
        if (_idle.Count < MostIdle && SQLitePCL.raw.sqlite3_get_autocommit(connection.Handle!) != 0)
        {
            _idle.Push(connection);
        }
        else
        {
            connection.Dispose();
        }
    }

    /// <summary>Whether an exception says that a statement was interrupted.</summary>
    public static bool IsInterrupted(Exception exception) => exception is SqliteException { SqliteErrorCode: Interrupted };

    /// <summary>Opens a connection for writing: write-ahead log, every commit on the disk before it is acknowledged.</summary>
    /// <exception cref="RegisterBusyException">Another process keeps the database to itself.</exception>
    public SqliteConnection Write()
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path)!);
        var connection = new RememberingConnection(_readWrite, writes: true);
        connection.Open();
        connection.CreateFunction("fold_start", (string? text) => Folding.Start(text), isDeterministic: true);
        connection.CreateFunction("day_id_of", (string? day, string id) => DayId.Of(day, id), isDeterministic: true);
        WaitFor(() => connection.Execute(ForWriting));
        return connection;
    }

    /// <summary>Opens a connection for writing that overwrites everything it removes, wherever it stood.</summary>
    /// <exception cref="RegisterBusyException">Another process keeps the database to itself.</exception>
    public SqliteConnection WriteErasing()
    {
        var connection = Write();
        connection.Execute("PRAGMA secure_delete = ON");
        return connection;
    }

    /// <summary>Brings everything into the database file and empties the log beside it, as far as readers let go of it.</summary>
    public static void Flush(SqliteConnection connection) => connection.Execute("PRAGMA wal_checkpoint(TRUNCATE)");

    /// <summary>Begins the one writing transaction there can be, waiting for another writer up to <see cref="WriterPatience"/>.</summary>
    /// <exception cref="RegisterBusyException">The other writer did not finish in time.</exception>
    public SqliteTransaction Begin(SqliteConnection connection) => WaitFor(() => connection.BeginTransaction(deferred: false));

    private T WaitFor<T>(Func<T> writing)
    {
        try
        {
            return writing();
        }
        catch (SqliteException e) when (IsBusy(e))
        {
            // Only now is patience needed: to make it ready took a tenth of the start of every verb.
            return Wait(writing);
        }
    }

    private T Wait<T>(Func<T> writing)
    {
        try
        {
            return _patience.Value.Execute(writing);
        }
        catch (TimeoutRejectedException e)
        {
            throw new RegisterBusyException(Path, e);
        }
    }

    private static ResiliencePipeline Patience(TimeProvider time) =>
        new ResiliencePipelineBuilder { TimeProvider = time }
            .AddTimeout(WriterPatience)
            .AddRetry(
                new RetryStrategyOptions
                {
                    ShouldHandle = new PredicateBuilder().Handle<SqliteException>(IsBusy),
                    MaxRetryAttempts = int.MaxValue,
                    Delay = TimeSpan.FromMilliseconds(100),
                    UseJitter = true,
                }
            )
            .Build();

    /// <summary>Whether an exception says that another has what is wanted.</summary>
    public static bool IsBusy(SqliteException exception) => exception.SqliteErrorCode == Busy;

    /// <summary>Writes a consistent copy of the database to a new file while it is in use.</summary>
    public void CopyTo(string file)
    {
        using var reading = Read(CancellationToken.None);
        reading.Connection.Execute("VACUUM INTO @file", new { file }, commandTimeout: 0);
    }

    /// <summary>The tables that hold rows of ours; what the engine keeps beside them is left out.</summary>
    public static IReadOnlyList<string> Tables(SqliteConnection connection) =>
        [
            .. connection.Query<string>(
                """
                SELECT name FROM pragma_table_list
                WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite_%'
                ORDER BY name
                """
            ),
        ];

    /// <summary>What the engine itself finds wrong with the file: nothing when it is sound.</summary>
    public static IReadOnlyList<string> Faults(SqliteConnection connection)
    {
        var integrity = connection.Query<string>("PRAGMA integrity_check", commandTimeout: 0).Where(line => line != "ok");
        return [.. integrity, .. Orphans(connection)];
    }

    /// <summary>Rows that refer to a row that is not there.</summary>
    public static IEnumerable<string> Orphans(SqliteConnection connection) =>
        connection
            .Query<(string Table, long? Row, string Parent, long Key)>("PRAGMA foreign_key_check", commandTimeout: 0)
            .Select(o =>
                string.Create(CultureInfo.InvariantCulture, $"{o.Table} row {o.Row} refers to a row of {o.Parent} that is not there")
            );

    private string ConnectionString(SqliteOpenMode mode) =>
        new SqliteConnectionStringBuilder
        {
            DataSource = Path,
            Mode = mode,
            DefaultTimeout = 1,
        }.ToString();
}

/// <summary>A connection for reading that is interrupted when its reader gives up.</summary>
internal sealed class Reading(
    RememberingConnection connection,
    CancellationTokenRegistration interrupt,
    Action<RememberingConnection> giveBack
) : IDisposable
{
    private bool _isOver;

    public SqliteConnection Connection => connection;

    public void Dispose()
    {
        if (_isOver)
        {
            return;
        }
        _isOver = true;
        interrupt.Dispose();
        // The next reader has a token of its own.
        SQLitePCL.raw.sqlite3_progress_handler(connection.Handle!, 0, null, null);
        giveBack(connection);
    }
}

/// <summary>Another process kept the register's writer for longer than we wait.</summary>
internal sealed class RegisterBusyException(string path, Exception inner)
    : Exception(
        $"{path} is being written by another import; gave up after {Database.WriterPatience.TotalSeconds:0} s. Try again when it has finished.",
        inner
    );
