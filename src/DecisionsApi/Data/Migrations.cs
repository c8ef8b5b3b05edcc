using System.Globalization;
using Dapper;

namespace DecisionsApi.Data;

/// <summary>Brings a database to the version of this program by the numbered files beside this one.</summary>
internal static class Migrations
{
    // Sorted as classes: to sort structures, sixty methods of the library would be compiled at every start.
    private static readonly Migration[] Known =
    [
        .. typeof(Migrations)
            .Assembly.GetManifestResourceNames()
            .Where(name => name.EndsWith(".sql", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(name => new Migration(int.Parse(name.Split('.')[^2].AsSpan(0, 4), CultureInfo.InvariantCulture), name)),
    ];

    /// <summary>The version this program works with.</summary>
    public static int Latest => Known[^1].Number;

    /// <summary>Applies what is missing, each file in one transaction.</summary>
    /// <exception cref="NewerDatabaseException">The database was written by a later version of the program.</exception>
    /// <exception cref="BrokenMigrationException">A row would have lost what it refers to; the database is as it was before that file.</exception>
    public static void Apply(Database database)
    {
        using var connection = database.Write();
        var start = Version(connection);
        if (start > Latest)
        {
            throw new NewerDatabaseException(database.Path, start);
        }
        // A table can only be made anew while nobody looks after the rows that refer to it.
        connection.Execute("PRAGMA foreign_keys = OFF");
        foreach (var (number, resource) in Known.Where(m => m.Number > start))
        {
            using var transaction = database.Begin(connection);
            // Another process may have been first while we waited.
            if (Version(connection) < number)
            {
                using var reader = new StreamReader(typeof(Migrations).Assembly.GetManifestResourceStream(resource)!);
                var script = reader.ReadToEnd();
                connection.Execute(script, transaction: transaction, commandTimeout: 0);
                if (script.Contains("DROP TABLE", StringComparison.Ordinal) && Database.Orphans(connection).FirstOrDefault() is { } orphan)
                {
                    throw new BrokenMigrationException(database.Path, number, orphan);
                }
                connection.Execute(
                    string.Create(CultureInfo.InvariantCulture, $"PRAGMA user_version = {number}"),
                    transaction: transaction
                );
            }
            transaction.Commit();
        }
    }

    /// <summary>The version of a database; 0 for an empty one.</summary>
    public static int Version(Microsoft.Data.Sqlite.SqliteConnection connection) => connection.ExecuteScalar<int>("PRAGMA user_version");

    private sealed record Migration(int Number, string Resource);
}

/// <summary>The database is newer than the program.</summary>
internal sealed class NewerDatabaseException(string path, int version)
    : Exception(
        $"{path} has version {version}, but this program knows versions up to {Migrations.Latest}. "
            + "Start the program that wrote it, or restore a backup made before the upgrade."
    );

/// <summary>A table that was made anew lacks a row that another refers to.</summary>
internal sealed class BrokenMigrationException(string path, int number, string orphan)
    : Exception($"{path} could not be brought to version {number}, and stays as it was: {orphan}. Please report this.");
