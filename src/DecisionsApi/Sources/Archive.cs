using DecisionsApi.Importing;
using DecisionsApi.Tabular;

namespace DecisionsApi.Sources;

/// <summary>Keeps the files as published, contact persons left out.</summary>
internal static class Archive
{
    /// <summary>Archives the file being imported as it is, unless its bytes are there already.</summary>
    public static void Keep(ImportContext context)
    {
        if (!context.File.MayKeepOriginal || ArchiveSql.Has(context.Connection, context.Transaction, context.File.Sha256))
        {
            return;
        }
        using var archive = ArchiveSql.Write(context.Connection, context.Transaction, context.File.Sha256);
        using var original = File.OpenRead(context.File.Original);
        original.CopyTo(archive);
    }

    /// <summary>Archives the table being imported with the given columns blanked, unless it is there already.</summary>
    public static void Keep(ImportContext context, TableShape shape, int[] contactColumns)
    {
        if (contactColumns.Length == 0)
        {
            Keep(context);
            return;
        }
        // A workbook cannot be kept in part.
        if (context.File.IsSheet || ArchiveSql.Has(context.Connection, context.Transaction, context.File.Sha256))
        {
            return;
        }
        using var archive = ArchiveSql.Write(context.Connection, context.Transaction, context.File.Sha256);
        using var text = new StreamWriter(archive, context.File.Encoding);
        using var records = context.File.Open(shape);
        while (records.Read())
        {
            text.Write(records.Line <= shape.HeaderLine ? records.Raw : Contacts.Blank(records, contactColumns));
            text.Write(records.LineEnd);
        }
    }
}
