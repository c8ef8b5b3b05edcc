using System.CommandLine;
using DecisionsApi.Verbs;

var database = new Option<FileInfo>("--database")
{
    Description = "The database file.",
    DefaultValueFactory = _ => new FileInfo(Path.Combine("var", "decisions.db")),
    Recursive = true,
};
var root = new RootCommand("An open register of what public bodies decided, contracted and spent.") { database };
ServeVerb.AddTo(root, database);
root.Subcommands.Add(ImportVerb.Create(database));
root.Subcommands.Add(FetchVerb.Create(database));
root.Subcommands.Add(ExportVerb.Create(database));
root.Subcommands.Add(PublishVerb.Create(database));
root.Subcommands.Add(MigrateVerb.Create(database));
root.Subcommands.Add(CheckVerb.Create(database));
root.Subcommands.Add(EraseVerb.Create(database));
root.Subcommands.Add(BackupVerb.Create(database));
root.Subcommands.Add(HealthVerb.Create());

var parsed = root.Parse(args);
if (parsed.Errors.Count > 0)
{
    foreach (var error in parsed.Errors)
    {
        Console.Error.WriteLine(error.Message);
    }
    Console.Error.WriteLine($"Usage: decisions {parsed.CommandResult.Command.Name} --help");
    return ExitCode.WrongUsage;
}

// The service ends in its own time when it is told to; it knows how long it may take.
return await parsed.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null });
