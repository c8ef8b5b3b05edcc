using System.CommandLine;
using DecisionsApi.Erasing;

namespace DecisionsApi.Verbs;

/// <summary><c>erase</c>: takes a value out of the register on a lawful request, everywhere and for good.</summary>
internal static class EraseVerb
{
    public static Command Create(Option<FileInfo> database)
    {
        var record = new Argument<string>("RESOURCE/ID")
        {
            Description = $"What to erase from; RESOURCE is {string.Join(", ", Erasure.Resources)}.",
        };
        var field = new Option<string?>("--field") { Description = "The field, such as supplier.name; the whole record unless given." };
        var reason = new Option<string>("--reason")
        {
            Description = "Why; kept with the register, so without the erased content.",
            Required = true,
        };
        var by = new Option<string>("--by") { Description = "Who decided it.", Required = true };
        var command = new Command("erase", "Erase a value or record everywhere on a lawful request.") { record, field, reason, by };
        command.SetAction(parsed =>
        {
            var parts = parsed.GetValue(record)!.Split('/', 2);
            if (parts.Length != 2 || !Erasure.Resources.Contains(parts[0]) || parts[1].Length == 0)
            {
                Console.Error.WriteLine(
                    $"{parsed.GetValue(record)}: expected RESOURCE/ID, RESOURCE one of {string.Join(", ", Erasure.Resources)}."
                );
                return ExitCode.WrongUsage;
            }
            if (string.IsNullOrWhiteSpace(parsed.GetValue(reason)) || string.IsNullOrWhiteSpace(parsed.GetValue(by)))
            {
                Console.Error.WriteLine("--reason and --by must say something.");
                return ExitCode.WrongUsage;
            }
            return Run(
                parsed.GetValue(database)!,
                new(parts[0], parts[1], parsed.GetValue(field) ?? "", parsed.GetValue(reason)!, parsed.GetValue(by)!)
            );
        });
        return command;
    }

    private static int Run(FileInfo file, ErasureRequest request)
    {
        if (Opening.Open(file) is not { } database)
        {
            return ExitCode.Failed;
        }
        try
        {
            var outcome = new Erasure(database, TimeProvider.System).Run(request);
            (outcome.Done ? Console.Out : Console.Error).WriteLine(outcome.Message);
            return outcome.Done ? ExitCode.Ok : ExitCode.Failed;
        }
        catch (Data.RegisterBusyException e)
        {
            Console.Error.WriteLine(e.Message);
            return ExitCode.Failed;
        }
    }
}
