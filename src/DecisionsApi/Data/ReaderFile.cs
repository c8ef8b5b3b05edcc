using Dapper;
using Microsoft.Data.Sqlite;

namespace DecisionsApi.Data;

/// <summary>
/// A database file of its own for readers: filled in one transaction, then packed and checked, and never written again. A file that
/// is left unfinished is worth nothing, so that nothing is spent on surviving a crash.
/// </summary>
internal sealed class ReaderFile : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly SqliteTransaction _transaction;
    private readonly List<string> _indexes = [];

    public ReaderFile(string path)
    {
        _connection = Open(path, SqliteOpenMode.ReadWriteCreate);
        _connection.Execute(
            "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA locking_mode = EXCLUSIVE; PRAGMA cache_size = -16384;"
        );
        _transaction = _connection.BeginTransaction();
    }

    /// <summary>Makes a table and gives what fills it. A first column <c>id</c> is its key.</summary>
    public BulkInsert Table(string name, IReadOnlyList<(string Name, string Type)> columns)
    {
        var declared = columns.Select(
            (column, i) => $"{Quoted(column.Name)} {column.Type}{(i == 0 && column.Name == "id" ? " PRIMARY KEY" : "")}"
        );
        _connection.Execute($"CREATE TABLE {Quoted(name)} ({string.Join(", ", declared)})", transaction: _transaction);
        return new(_connection, Quoted(name), string.Join(", ", columns.Select(column => Quoted(column.Name))));
    }

    /// <summary>Names columns, separated by commas, by which a table will be looked up.</summary>
    public void Index(string table, string columns) =>
        _indexes.Add(
            $"CREATE INDEX {Quoted($"{table} by {columns}")} ON {Quoted(table)} ({string.Join(", ", columns.Split(',').Select(Quoted))})"
        );

    /// <summary>Rows of a table, read back.</summary>
    public long Count(string table) => _connection.ExecuteScalar<long>($"SELECT count(*) FROM {Quoted(table)}", transaction: _transaction);

    /// <summary>Ends the filling: a packed copy with the statistics of its indexes comes to lie at <paramref name="path"/>.</summary>
    public void PackTo(string path)
    {
        _indexes.ForEach(index => _connection.Execute(index, transaction: _transaction, commandTimeout: 0));
        _connection.Execute("ANALYZE main", transaction: _transaction, commandTimeout: 0);
        _transaction.Commit();
        _connection.Execute("VACUUM INTO @path", new { path }, commandTimeout: 0);
        using var packed = Open(path, SqliteOpenMode.ReadOnly);
        if (packed.Query<string>("PRAGMA integrity_check", commandTimeout: 0).ToList() is not ["ok"] and var faults)
        {
            throw new InvalidDataException($"{path} is not sound: {string.Join("; ", faults)}");
        }
    }

    /// <summary>What the table <c>about</c> of such a file says.</summary>
    public static IReadOnlyDictionary<string, string> About(string path)
    {
        using var connection = Open(path, SqliteOpenMode.ReadOnly);
        return connection
            .Query<(string Name, string? Value)>("SELECT name, value FROM about")
            .ToDictionary(row => row.Name, row => row.Value ?? "");
    }

    public void Dispose()
    {
        _transaction.Dispose();
        _connection.Dispose();
    }

    private static SqliteConnection Open(string path, SqliteOpenMode mode)
    {
        // Not from a pool: the file is moved and replaced.
        var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder
            {
                DataSource = path,
                Mode = mode,
                Pooling = false,
            }.ToString()
        );
        connection.Open();
        return connection;
    }

    private static string Quoted(string name) => $"\"{name}\"";
}
