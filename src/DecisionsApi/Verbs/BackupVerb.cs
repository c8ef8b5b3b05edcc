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
        var before = StatusOf(database);
        target.Directory?.Create();
        database.CopyTo(target.FullName);
        var copy = StatusOf(new Database(target.FullName, TimeProvider.System));
        // The original may have grown meanwhile; the copy must not be behind what it was when we began.
        if (copy.Sequence < before.Sequence || copy.SchemaVersion != before.SchemaVersion || copy.Sources < before.Sources)
        {
            Console.Error.WriteLine(
                $"{target.FullName} is not complete: it ends at sequence {copy.Sequence}, the register at {before.Sequence}."
            );
            return ExitCode.Failed;
        }
        Console.WriteLine($"{target.FullName}: sequence {copy.Sequence}, {copy.Expenditure} payments, {copy.Sources} sources");
        return ExitCode.Ok;
    }

    private static RegisterStatus StatusOf(Database database)
    {
        using var reading = database.Read(CancellationToken.None);
        return StatusSql.Read(reading.Connection);
    }
}
