using System.CommandLine;
using DecisionsApi.Data;
using DecisionsApi.Register;

namespace DecisionsApi.Verbs;

/// <summary><c>backup</c>: a consistent copy while the service runs, checked by counts and by the head of the register.</summary>
internal static class BackupVerb
{
    public static Command Create(Option<FileInfo> database)
    {
        var target = new Argument<FileInfo>("FILE") { Description = "The file to write; it must not exist." };
        var command = new Command("backup", "Write a checked copy of the database while it is in use.") { target };
        command.SetAction(parsed => Run(parsed.GetValue(database)!, parsed.GetValue(target)!));
        return command;
    }

    private static int Run(FileInfo file, FileInfo target)
    {
        if (target.Exists)
        {
            Console.Error.WriteLine($"{target.FullName} exists already; a backup never overwrites.");
            return ExitCode.WrongUsage;
        }
        if (!file.Exists)
        {
            Console.Error.WriteLine($"{file.FullName} does not exist.");
            return ExitCode.Failed;
        }
        if (Opening.Open(file) is not { } database)
        {
            return ExitCode.Failed;
        }
        var before = Counts(database);
        target.Directory?.Create();
        database.CopyTo(target.FullName);
        var copy = Counts(new Database(target.FullName, TimeProvider.System));
        var after = Counts(database);
        // The original may have grown, and superseded rows may have gone, while it was copied.
        var wrong = copy.Keys.Where(name => !IsBetween(copy[name], before[name], after[name])).ToList();
        foreach (var name in wrong)
        {
            Console.Error.WriteLine($"{target.FullName} is not complete: {name} is {copy[name]}, in the register {before[name]}.");
        }
        if (wrong.Count > 0)
        {
            return ExitCode.Failed;
        }
        Console.WriteLine(
            $"{target.FullName}: sequence {copy[CountSql.Sequence]}, {copy["payments"]} payments, {copy["sources"]} sources; {copy.Values.Sum()} rows counted"
        );
        return ExitCode.Ok;
    }

    private static bool IsBetween(long copied, long before, long after) =>
        copied >= Math.Min(before, after) && copied <= Math.Max(before, after);

    private static IReadOnlyDictionary<string, long> Counts(Database database)
    {
        using var reading = database.Read(CancellationToken.None);
        return CountSql.Read(reading.Connection);
    }
}
