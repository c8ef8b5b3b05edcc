using DecisionsApi.Data;
using DecisionsApi.Importing;

namespace DecisionsApi.Verbs;

/// <summary>Opens the database a verb works on: brought to this program's version, and filled from <c>data/</c> when it is new.</summary>
internal static class Opening
{
    /// <summary>Opens, migrates and fills; null after telling on stderr why it cannot be done.</summary>
    public static Database? Open(FileInfo file)
    {
        var database = new Database(file.FullName, TimeProvider.System);
        try
        {
            if (Migrations.Apply(database))
            {
                Fill(database);
            }
            return database;
        }
        catch (Exception e) when (e is NewerDatabaseException or RegisterBusyException or IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine(e.Message);
            return null;
        }
        catch (System.Data.Common.DbException e)
        {
            Console.Error.WriteLine($"{file.FullName} cannot be opened as a database of this program: {e.Message}");
            return null;
        }
    }

    private static void Fill(Database database)
    {
        var shipped = Path.Combine(AppContext.BaseDirectory, "data");
        var importer = new Importer(database, Api.Kinds, TimeProvider.System);
        foreach (var report in importer.Import([shipped], new(), (_, _) => { }))
        {
            if (report.Error is { } error)
            {
                throw new InvalidOperationException($"The shipped {report.File} cannot be imported: {error.Message}");
            }
        }
    }
}
