using System.IO.Compression;

namespace DecisionsApi.Tabular;

/// <summary>Takes files out of a zip archive within bounds; what is beyond them, or names a place outside, is refused by name.</summary>
public static class ZipFile
{
    /// <summary>Entries of one archive at most.</summary>
    public const int MaxEntries = 2_000;

    /// <summary>Bytes of all entries at most.</summary>
    public const long MaxBytes = 2L << 30;

    /// <summary>How many times its packed size an archive may be; spreadsheets reach 50.</summary>
    public const int MaxRatio = 250;

    // Below this the ratio does no harm.
    private const long Harmless = 32 << 20;

    /// <summary>The entries that are files, each taken out when it is reached, into <paramref name="folder"/>.</summary>
    /// <exception cref="TableUnreadableException">The archive is damaged or beyond the bounds.</exception>
    public static IEnumerable<ZipPart> Extract(string path, string folder)
    {
        using var archive = Open(path);
        var (packed, total, number) = (new FileInfo(path).Length, 0L, 0);
        foreach (var entry in archive.Entries.Where(entry => !entry.FullName.EndsWith('/') && !IsSystemFile(entry.FullName)))
        {
            if (IsOutside(entry.FullName))
            {
                yield return new(entry.FullName, null, "its name leads out of the archive");
                continue;
            }
            var target = System.IO.Path.Combine(
                folder,
                string.Create(System.Globalization.CultureInfo.InvariantCulture, $"entry-{number++}")
            );
            var fault = Copy(entry, target, packed, ref total);
            yield return new(entry.FullName, fault is null ? target : null, fault);
        }
    }

    /// <summary>Refuses an archive that is damaged or would unpack beyond the bounds, its own figures not believed.</summary>
    public static void Check(string path)
    {
        using var archive = Open(path);
        var (packed, total) = (new FileInfo(path).Length, 0L);
        foreach (var entry in archive.Entries)
        {
            if (Copy(entry, null, packed, ref total) is { } fault)
            {
                throw new TableUnreadableException($"its part '{entry.FullName}' cannot be unpacked: {fault}");
            }
        }
    }

    private static ZipArchive Open(string path)
    {
        ZipArchive archive;
        try
        {
            archive = System.IO.Compression.ZipFile.OpenRead(path);
            _ = archive.Entries.Count;
        }
        catch (Exception e) when (e is InvalidDataException or IOException or ArgumentException or NotSupportedException)
        {
            throw new TableUnreadableException($"the archive is damaged ({e.Message})", e);
        }
        if (archive.Entries.Count > MaxEntries)
        {
            archive.Dispose();
            throw new TableUnreadableException($"it has more than {MaxEntries} entries");
        }
        return archive;
    }

    private static string? Copy(ZipArchiveEntry entry, string? target, long packed, ref long total)
    {
        try
        {
            using var from = entry.Open();
            using var to = target is null ? Stream.Null : File.Create(target);
            var buffer = new byte[1 << 16];
            for (int read; (read = from.Read(buffer)) > 0; )
            {
                total += read;
                if (total > MaxBytes || (total > Harmless && total > packed * MaxRatio))
                {
                    return $"it unpacks to more than {MaxBytes >> 20} MB or {MaxRatio} times its size";
                }
                to.Write(buffer, 0, read);
            }
            return null;
        }
        catch (Exception e) when (e is InvalidDataException or IOException or NotSupportedException)
        {
            return $"it is damaged or encrypted ({e.Message})";
        }
    }

    private static bool IsOutside(string name) =>
        name.Contains(':', StringComparison.Ordinal)
        || name.StartsWith('/')
        || name.StartsWith('\\')
        || name.Split('/', '\\').Contains("..");

    // What archivers of one system add for themselves.
    private static bool IsSystemFile(string name) =>
        name.StartsWith("__MACOSX/", StringComparison.Ordinal) || name.EndsWith(".DS_Store", StringComparison.Ordinal);
}

/// <summary>A file of an archive.</summary>
/// <param name="Name">Its path within the archive.</param>
/// <param name="Path">Where it was put; null when it was refused.</param>
/// <param name="Fault">Why it was refused.</param>
public sealed record ZipPart(string Name, string? Path, string? Fault);

/// <summary>A file that is damaged, locked or beyond all bounds.</summary>
public sealed class TableUnreadableException : Exception
{
    public TableUnreadableException() { }

    public TableUnreadableException(string message)
        : base(message) { }

    public TableUnreadableException(string message, Exception inner)
        : base(message, inner) { }
}
