using System.Security.Cryptography;
using DecisionsApi.Data;
using DecisionsApi.Register;
using Microsoft.Data.Sqlite;

namespace DecisionsApi.Publishing;

/// <summary>
/// Where the register's file lies: beside the database, its hash in its name, so that one move puts it and everything said of it in place.
/// </summary>
internal sealed class PublishedFiles(Database database)
{
    private const string End = ".sqlite";
    private readonly string _folder = Path.GetDirectoryName(database.Path)!;
    private readonly string _begin = Path.GetFileName(database.Path) + "-register-";
    private volatile PublishedFile? _known;

    /// <summary>Where the file is filled.</summary>
    public string Filling => Path.Combine(_folder, _begin + "filling");

    /// <summary>Where the packed file waits to be moved in place.</summary>
    public string Packed => Path.Combine(_folder, _begin + "packed");

    private IEnumerable<string> Finished => Directory.EnumerateFiles(_folder, $"{_begin}*{End}");

    /// <summary>
    /// The newest file there is; null when there is none. One that was made before the latest erasure, or from another register, is none.
    /// </summary>
    public PublishedFile? Find(SqliteConnection register)
    {
        var (head, erasures) = (RegisterSql.Head(register), ErasedSql.Count(register));
        return Finished
            .Select(Known)
            .OfType<PublishedFile>()
            .Where(file => file.Erasures == erasures && file.Sequence <= head)
            .OrderBy(file => file.Imports)
            .ThenBy(file => file.MadeAt)
            .LastOrDefault();
    }

    /// <summary>Opens a file for a reader, who keeps it though it is replaced meanwhile; null when it has been already.</summary>
    public static FileStream? Open(PublishedFile file)
    {
        try
        {
            return new(file.Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }

    /// <summary>The turn to make the file, until it is given back; null while another process has it. The system takes it from one that has ended.</summary>
    public FileStream? TakeTurn()
    {
        try
        {
            return new(Path.Combine(_folder, _begin + "turn"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>Removes what a process has left that ended while it made the file.</summary>
    public void Clean()
    {
        foreach (var path in new[] { Filling, Packed })
        {
            File.Delete(path);
            File.Delete(path + "-journal");
        }
    }

    /// <summary>Moves the packed file in place. Who reads an older one reads it to its end.</summary>
    public PublishedFile Place()
    {
        string sha256;
        using (var bytes = new FileStream(Packed, FileMode.Open, FileAccess.ReadWrite))
        {
            sha256 = Convert.ToHexStringLower(SHA256.HashData(bytes));
            bytes.Flush(flushToDisk: true);
        }
        var path = Path.Combine(_folder, _begin + sha256 + End);
        File.Move(Packed, path, overwrite: true);
        Remove(except: path);
        return Known(path)!;
    }

    /// <summary>Removes every finished file, but for one.</summary>
    public void Remove(string? except = null)
    {
        foreach (var path in Finished.Where(path => path != except).ToList())
        {
            File.Delete(path);
        }
    }

    private PublishedFile? Known(string path)
    {
        if (_known is { } known && known.Path == path)
        {
            return known;
        }
        try
        {
            return _known = AboutRegister.Read(path, Path.GetFileName(path)[_begin.Length..^End.Length]);
        }
        catch (Exception e) when (e is SqliteException or FileNotFoundException && !File.Exists(path))
        {
            // Another process has just replaced it.
            return null;
        }
    }
}
