using System.CommandLine;
using DecisionsApi.Data;

namespace DecisionsApi.Verbs;

/// <summary><c>migrate</c>: brings a database to this program's version.</summary>
internal static class MigrateVerb
{
    public static Command Create(Option<FileInfo> database)
    {
        var command = new Command("migrate", "Bring the database to the version of this program.");
        command.SetAction(parsed =>
        {
            if (Opening.Open(parsed.GetValue(database)!) is not { } opened)
            {
                return ExitCode.Failed;
            }
            Console.WriteLine($"{opened.Path} has version {Migrations.Latest}");
            return ExitCode.Ok;
        });
        return command;
    }
}
