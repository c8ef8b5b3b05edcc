using Dapper;
using DecisionsApi.Data;
using DecisionsApi.Register;
using Microsoft.Data.Sqlite;

namespace DecisionsApi.Records;

/// <summary>The records of the file being imported, in a temporary table: no memory grows with the file.</summary>
internal sealed class RecordStagingSql : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly SqliteTransaction _transaction;
    private readonly BulkInsert _rows;
    private int _count;

    public RecordStagingSql(SqliteConnection connection, SqliteTransaction transaction)
    {
        (_connection, _transaction) = (connection, transaction);
        connection.Execute(
            """
            DROP TABLE IF EXISTS temp.incoming_records;
            CREATE TEMP TABLE incoming_records (
              row INTEGER PRIMARY KEY, line INTEGER, raw TEXT, content TEXT, id TEXT, finer_id TEXT, day TEXT);
            """,
            transaction: transaction
        );
        _rows = new(connection, "temp.incoming_records", "row, line, raw, content, id, finer_id, day");
    }

    /// <summary>Adds a record under its id, and the one it gets where several records of the file share that.</summary>
    public void Add(int line, string raw, string content, RecordIdentity identity) =>
        _rows.Add(
            ++_count,
            line,
            raw,
            content,
            identity.Id,
            identity.FinerId,
            identity.Day?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture)
        );

    /// <summary>Gives records that share an id their finer one, and an ordinal where that is shared too; the order of rows makes no difference.</summary>
    public void Complete()
    {
        _connection.Execute("CREATE INDEX temp.incoming_records_by_id ON incoming_records (id)", transaction: _transaction);
        var shared = _connection
            .Query<(long Row, string FinerId)>(
                """
                SELECT row, finer_id
                FROM temp.incoming_records
                WHERE id IN (SELECT id FROM temp.incoming_records GROUP BY id HAVING count(*) > 1)
                ORDER BY finer_id, content, row
                """,
                transaction: _transaction
            )
            .AsList();
        string? previous = null;
        var ordinal = 0;
        foreach (var (row, finer) in shared)
        {
            ordinal = finer == previous ? ordinal + 1 : 0;
            previous = finer;
            var id = ordinal == 0 ? finer : Identity.Of(finer, ordinal.ToString(System.Globalization.CultureInfo.InvariantCulture));
            _connection.Execute("UPDATE temp.incoming_records SET id = @id WHERE row = @row", new { id, row }, _transaction);
        }
    }

    /// <summary>The records, in the order of the file, a batch in memory at a time.</summary>
    public IEnumerable<(string Id, long Line, string Raw, string Content)> Rows()
    {
        const int Batch = 1000;
        for (var after = 0; after < _count; after += Batch)
        {
            var rows = _connection.Query<(string, long, string, string)>(
                "SELECT id, line, raw, content FROM temp.incoming_records WHERE row > @after ORDER BY row LIMIT @Batch",
                new { after, Batch },
                _transaction
            );
            foreach (var row in rows)
            {
                yield return row;
            }
        }
    }

    /// <summary>Which of some records the file does not have.</summary>
    public IReadOnlyList<string> Missing(IEnumerable<string> ids) =>
        [
            .. ids.Where(id =>
                _connection.ExecuteScalar<long>("SELECT count(*) FROM temp.incoming_records WHERE id = @id", new { id }, _transaction) == 0
            ),
        ];

    /// <summary>First and last month of the file's records, or null where none has a day.</summary>
    public (string First, string Last)? Months() =>
        _connection.QuerySingle<(string?, string?)>(
            "SELECT substr(min(day), 1, 7), substr(max(day), 1, 7) FROM temp.incoming_records",
            transaction: _transaction
        )
            is ({ } first, { } last)
            ? (first, last)
            : null;

    public void Dispose() => _rows.Dispose();
}

/// <summary>What a record is identified by.</summary>
/// <param name="Id">Its id.</param>
/// <param name="FinerId">Its id where several records of a file have the same.</param>
/// <param name="Day">The day it is dated by.</param>
internal sealed record RecordIdentity(string Id, string FinerId, DateOnly? Day);
