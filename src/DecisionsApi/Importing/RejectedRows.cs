using System.Text.Json;
using DecisionsApi.Data;
using DecisionsApi.Formats;
using Microsoft.Data.Sqlite;

namespace DecisionsApi.Importing;

/// <summary>Keeps the rows that cannot be taken in, verbatim and with every fault.</summary>
internal sealed class RejectedRows(SqliteConnection connection, long source, bool store) : IDisposable
{
    private readonly BulkInsert _rows = new(connection, "rejected_rows", "source_key, line, raw, faults");

    /// <summary>All faults, in the order of the file.</summary>
    public List<RowFault> Faults { get; } = [];

    /// <summary>Number of rows.</summary>
    public int Count { get; private set; }

    public void Add(RowOutcome.Rejected row)
    {
        Count++;
        Faults.AddRange(row.Faults);
        if (store)
        {
            _rows.Add(source, row.Faults[0].Line, row.Raw, JsonSerializer.Serialize(row.Faults, Json.Options));
        }
    }

    public void Dispose() => _rows.Dispose();
}
