using System.CommandLine;
using DecisionsApi.Data;
using DecisionsApi.Register;

namespace DecisionsApi.Verbs;

/// <summary><c>check</c>: proves that the database is sound and adds up.</summary>
internal static class CheckVerb
{
    public static Command Create(Option<FileInfo> database)
    {
        var command = new Command("check", "Check that the database is sound and adds up.");
        command.SetAction(parsed =>
        {
            if (Opening.Open(parsed.GetValue(database)!) is not { } opened)
            {
                return ExitCode.Failed;
            }
            using var connection = opened.Write();
            string[] faults = [.. Database.Faults(connection), .. CheckSql.Faults(connection)];
            Database.Flush(connection);
            foreach (var fault in faults)
            {
                Console.WriteLine(fault);
            }
            Console.WriteLine(faults.Length == 0 ? $"{opened.Path} is sound" : $"{faults.Length} faults in {opened.Path}");
            return faults.Length == 0 ? ExitCode.Ok : ExitCode.Failed;
        });
        return command;
    }
}
