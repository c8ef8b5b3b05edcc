using System.Security.Cryptography;
using System.Text;
using DecisionsApi.Data;
using DecisionsApi.Importing;
using DecisionsApi.Records;
using DecisionsApi.Register;
using DecisionsApi.Suppliers;

namespace DecisionsApi.Verbs;

/// <summary>
/// Opens the database a verb works on: brought to this program's version, and filled from <c>data/</c> when it is new or was
/// filled with other content than this program ships.
/// </summary>
internal static class Opening
{
    /// <summary>Opens, migrates and fills; null after telling on stderr why it cannot be done.</summary>
    public static Database? Open(FileInfo file)
    {
        var database = new Database(file.FullName, TimeProvider.System);
        return Prepare(database) ? database : null;
    }

    /// <summary>The same with a database that is named already; false after telling why not.</summary>
    public static bool Prepare(Database database)
    {
        try
        {
            Migrations.Apply(database);
            Resolve(database);
            Fill(database);
            return true;
        }
        catch (Exception e)
            when (e
                    is NewerDatabaseException
                        or BrokenMigrationException
                        or RegisterBusyException
                        or IOException
                        or UnauthorizedAccessException
            )
        {
            Console.Error.WriteLine(e.Message);
            return false;
        }
        catch (System.Data.Common.DbException e)
        {
            Console.Error.WriteLine($"{database.Path} cannot be opened as a database of this program: {e.Message}");
            return false;
        }
    }

    /// <summary>Suppliers that were resolved by other rules than this program's are resolved again.</summary>
    private static void Resolve(Database database)
    {
        using var connection = database.Write();
        if (SettingSql.Find(connection, SettingSql.SupplierRules) == SupplierResolutionSql.Rules)
        {
            return;
        }
        using var transaction = database.Begin(connection);
        var writing = new Writing(connection, transaction, import: 0, RegisterSql.Head(connection, transaction));
        SupplierResolutionSql.RenewAll(writing);
        LinkRuleSql.Renew(writing);
        transaction.Commit();
        SettingSql.Save(connection, SettingSql.SupplierRules, SupplierResolutionSql.Rules);
    }

    private static void Fill(Database database)
    {
        var shipped = Path.Combine(AppContext.BaseDirectory, "data");
        using var connection = database.Write();
        var content = Fingerprint(shipped);
        if (SettingSql.Find(connection, SettingSql.ShippedContent) == content)
        {
            return;
        }
        var importer = new Importer(database, Api.Kinds, TimeProvider.System);
        foreach (var report in importer.Import([shipped], new(), (_, _) => { }))
        {
            if (report.Error is not null || report.Rejected?.Count > 0)
            {
                throw new InvalidOperationException(
                    $"The shipped {report.File} cannot be imported: {report.Error?.Message ?? report.Rejected![0].ToString()}"
                );
            }
        }
        // Only now: a process that ends before this fills again, and finds nothing changed.
        SettingSql.Save(connection, SettingSql.ShippedContent, content);
    }

    private static string Fingerprint(string folder)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            hash.AppendData(Encoding.UTF8.GetBytes(Path.GetRelativePath(folder, file)));
            hash.AppendData(SHA256.HashData(File.ReadAllBytes(file)));
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
