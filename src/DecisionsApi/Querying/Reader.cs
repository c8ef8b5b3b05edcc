using DecisionsApi.Data;
using Microsoft.Data.Sqlite;

namespace DecisionsApi.Querying;

/// <summary>Opens connections for reading whose statements together may take as long as one query may.</summary>
internal sealed class Reader(Database database, QueryBudget budget)
{
    /// <summary>Begins to read; ends, with an interrupted statement, when time is up or the caller leaves.</summary>
    public BoundedReading Read(CancellationToken callerLeft)
    {
        var allowance = budget.Begin(callerLeft);
        return new(database.Read(allowance.Token), allowance);
    }
}

/// <summary>A connection for reading, and the time it has.</summary>
internal sealed record BoundedReading(Reading Reading, QueryBudget.Allowance Allowance) : IDisposable
{
    public SqliteConnection Connection => Reading.Connection;

    public void Dispose()
    {
        Reading.Dispose();
        Allowance.Dispose();
    }
}
