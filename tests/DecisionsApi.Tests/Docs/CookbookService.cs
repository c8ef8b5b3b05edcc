using System.Diagnostics;
using DecisionsApi.Tests.Verbs;
using DuckDB.NET.Data;

namespace DecisionsApi.Tests.Docs;

/// <summary>The real program over a register of its own, and the folder its readers work in: that of the cookbook, copied.</summary>
public sealed class CookbookService : IAsyncLifetime
{
    /// <summary>Where the pages say the service is.</summary>
    public const string Address = "http://127.0.0.1:5080";

    private Process? _service;

    public string Folder { get; } = Directory.CreateTempSubdirectory("decisions-cookbook-").FullName;

    /// <summary>Where it is.</summary>
    public string Origin { get; private set; } = Address;

    public async ValueTask InitializeAsync()
    {
        (_service, Origin) = await Cli.Serve(Folder);
        // Not whole folders: a reader's tools may have put some of their own there.
        foreach (var from in new[] { "", "typescript" })
        {
            Directory.CreateDirectory(Path.Combine(Folder, from));
            foreach (var file in Directory.EnumerateFiles(Path.Combine(CookbookPage.Folder, from)))
            {
                await File.WriteAllTextAsync(Path.Combine(Folder, from, Path.GetFileName(file)), Here(await File.ReadAllTextAsync(file)));
            }
        }
    }

    /// <summary>A text with the address of this service in place of that of the pages.</summary>
    public string Here(string text) => text.Replace(Address, Origin, StringComparison.Ordinal);

    /// <summary>Saves a file that a page shows; one that lies beside the pages must be the same.</summary>
    internal async Task Save(CookbookBlock block, string where)
    {
        var path = Path.Combine(Folder, block.File!);
        var text = Here(block.Text) + "\n";
        if (File.Exists(path))
        {
            Assert.True(await File.ReadAllTextAsync(path) == text, $"{where} is not {block.File}");
        }
        await File.WriteAllTextAsync(path, text);
    }

    /// <summary>What a block of commands prints.</summary>
    public async Task<string> Shell(string script, string where)
    {
        var (exit, output, error) = await Bash(script);
        Assert.True(exit == 0, $"{where}: {exit}\n{output}\n{error}");
        return output.Replace(Origin, Address, StringComparison.Ordinal);
    }

    /// <summary>Whether a command can be run and succeeds.</summary>
    public async Task<bool> Succeeds(string command)
    {
        try
        {
            return (await Bash(command)).Exit == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    /// <summary>The answer to a query of DuckDB over files of the folder; its engine comes from a package and has no command line.</summary>
    public async Task<string> Query(string sql)
    {
        await using var engine = new DuckDBConnection("DataSource=:memory:");
        await engine.OpenAsync();
        await using var command = engine.CreateCommand();
        command.CommandText = $"SET file_search_path = '{Folder}'; COPY ({sql.TrimEnd().TrimEnd(';')}) TO '{Folder}/answer.csv' (HEADER)";
        await command.ExecuteNonQueryAsync();
        return await File.ReadAllTextAsync(Path.Combine(Folder, "answer.csv"));
    }

    public async ValueTask DisposeAsync()
    {
        if (_service is not null)
        {
            _service.Kill();
            await _service.WaitForExitAsync();
            _service.Dispose();
        }
        Directory.Delete(Folder, recursive: true);
    }

    private async Task<(int Exit, string Out, string Error)> Bash(string script)
    {
        var start = new ProcessStartInfo("bash", ["-euo", "pipefail", "-c", $"decisions() {{ '{Cli.Program}' \"$@\"; }}\n{Here(script)}"])
        {
            WorkingDirectory = Folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // The system's own tools first, because those are what test.sh installs.
        start.Environment["PATH"] = "/usr/bin:" + Environment.GetEnvironmentVariable("PATH");
        // A window of the same program that is open beside the tests must not be in the way.
        start.Environment["XDG_CONFIG_HOME"] = Path.Combine(Folder, ".config");
        start.Environment["LC_ALL"] = "C.UTF-8";
        using var process = Process.Start(start)!;
        return await Cli.Finish(process);
    }
}
