using System.CommandLine;
using System.Globalization;
using DecisionsApi.Publishing;

namespace DecisionsApi.Verbs;

/// <summary><c>publish</c>: makes the register's file for readers now, as the service does every so often.</summary>
internal static class PublishVerb
{
    public static Command Create(Option<FileInfo> database)
    {
        var command = new Command("publish", "Write the register as a SQLite file for readers, which the service then gives out.");
        command.SetAction((parsed, stop) => Task.FromResult(Run(parsed.GetValue(database)!, stop)));
        return command;
    }

    private static int Run(FileInfo file, CancellationToken stop)
    {
        if (Opening.Open(file) is not { } database)
        {
            return ExitCode.Failed;
        }
        using var publisher = new RegisterPublisher(database, new(database), TimeProvider.System);
        if (publisher.Make(stop) is not { } made)
        {
            Console.Error.WriteLine($"Another process is writing the file of {database.Path} just now.");
            return ExitCode.Failed;
        }
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{made.Path}: sequence {made.Sequence}, {made.SizeBytes} bytes"));
        return ExitCode.Ok;
    }
}
