using DecisionsApi.Data;
using DecisionsApi.Querying;
using DecisionsApi.Register;

namespace DecisionsApi.Publishing;

/// <summary>
/// Makes the register's file from one snapshot: a batch of records at a time, beside readers and imports, which neither wait for it nor
/// disturb it.
/// </summary>
internal sealed class RegisterPublisher(Database database, PublishedFiles files, TimeProvider time) : IDisposable
{
    private readonly Totals _totals = new();

    /// <summary>Whether there is no file, or one that the register has left behind and that is as old as <paramref name="patience"/>.</summary>
    public bool IsDue(TimeSpan patience)
    {
        using var reading = database.Read(CancellationToken.None);
        if (files.Find(reading.Connection) is not { } file)
        {
            return true;
        }
        var state = RegisterSql.State(reading.Connection);
        var isCurrent = (file.Sequence, file.Imports, file.MadeBy) == (state.Sequence, state.Import, AboutRegister.Program);
        return !isCurrent && time.GetUtcNow() - file.MadeAt >= patience;
    }

    /// <summary>Makes the file and moves it in place; null while another process does.</summary>
    public PublishedFile? Make(CancellationToken stop)
    {
        using var turn = files.TakeTurn();
        if (turn is null)
        {
            return null;
        }
        while (true)
        {
            var file = MakeOnce(stop);
            using var reading = database.Read(stop);
            if (files.Find(reading.Connection) == file)
            {
                return file;
            }
            // Something was erased in the meantime.
            files.Remove();
        }
    }

    public void Dispose() => _totals.Dispose();

    private PublishedFile MakeOnce(CancellationToken stop)
    {
        files.Clean();
        try
        {
            using (var file = new ReaderFile(files.Filling))
            {
                Fill(file, stop);
                file.PackTo(files.Packed);
            }
            return files.Place();
        }
        finally
        {
            files.Clean();
        }
    }

    private void Fill(ReaderFile file, CancellationToken stop)
    {
        var reader = new Reader(database, QueryBudget.Unlimited);
        using var reading = reader.Read(stop);
        using var snapshot = reading.Connection.BeginTransaction(deferred: true);
        var state = RegisterSql.State(reading.Connection);
        var licences = new Licences(reader).Of(state, new(), stop);
        AboutRegister.Write(file, state, ErasedSql.Count(reading.Connection), licences, time.GetUtcNow());
        AboutRegister.WriteDictionary(file);
        var lister = new Lister(reader, _totals);
        foreach (var table in RegisterTable.All)
        {
            table.Write(file, lister, reading.Connection, stop);
        }
    }
}
