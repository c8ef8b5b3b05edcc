using DecisionsApi.Importing;
using DecisionsApi.Tabular;

namespace DecisionsApi.Sources;

/// <summary>Keeps the files as published, contact persons left out.</summary>
internal static class Archive
{
    /// <summary>Archives the file being imported as it is, unless its bytes are there already.</summary>
    public static void Keep(ImportContext context)
    {
        if (MayKeep(context, []))
        {
            using var archive = ArchiveSql.Write(context.Connection, context.Transaction, context.File.Sha256);
            Copy(context.File.Original, archive);
        }
    }

    /// <summary>Archives the table being imported with the given columns blanked, unless it is there already.</summary>
    public static void Keep(ImportContext context, TableShape shape, int[] contactColumns)
    {
        if (MayKeep(context, contactColumns))
        {
            foreach (var _ in Records(context, shape, contactColumns)) { }
        }
    }

    /// <summary>
    /// The records of the table being imported, from its first line. The file is archived while they are read, the given columns
    /// blanked, unless it is there already: so that it need not be read again for that.
    /// </summary>
    public static IEnumerable<RecordReader> Records(ImportContext context, TableShape shape, int[] contactColumns)
    {
        var contacts = new ContactColumns(shape.Headings, contactColumns);
        foreach (var record in Records(context, shape, contactColumns, contacts))
        {
            yield return record;
        }
        if (contactColumns.Length == 0 && contacts.HaveMoved)
        {
            // Headings further down have brought contacts into a file that was kept as it is.
            lock (context.Connection)
            {
                ArchiveSql.Close(context.Connection, context.Transaction, context.File.Sha256, "contacts");
            }
        }
    }

    private static IEnumerable<RecordReader> Records(ImportContext context, TableShape shape, int[] contactColumns, ContactColumns contacts)
    {
        using var archive = MayKeep(context, contactColumns)
            ? ArchiveSql.Write(context.Connection, context.Transaction, context.File.Sha256)
            : null;
        using var blanked = archive is not null && contactColumns.Length > 0 ? new StreamWriter(archive, context.File.Encoding) : null;
        if (archive is not null && context.File.IsSheet)
        {
            Copy(context.File.Original, archive);
        }
        using var records = context.File.Open(shape, copy: blanked is null && !context.File.IsSheet ? archive : null);
        while (records.Read())
        {
            if (records.Line > shape.HeaderLine)
            {
                contacts.Watch(records);
            }
            blanked?.Write(records.Line <= shape.HeaderLine ? records.Raw : contacts.Blank(records));
            blanked?.Write(records.LineEnd);
            yield return records;
        }
    }

    // A workbook cannot be kept in part.
    private static bool MayKeep(ImportContext context, int[] contactColumns) =>
        (contactColumns.Length == 0 ? context.File.MayKeepOriginal : !context.File.IsSheet)
        && !ArchiveSql.Has(context.Connection, context.Transaction, context.File.Sha256);

    private static void Copy(string path, Stream archive)
    {
        using var original = File.OpenRead(path);
        original.CopyTo(archive);
    }
}
