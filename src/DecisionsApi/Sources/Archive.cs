using DecisionsApi.Importing;

namespace DecisionsApi.Sources;

/// <summary>Keeps the files as published, contact persons left out.</summary>
internal static class Archive
{
    /// <summary>Archives the file being imported, unless its bytes are there already.</summary>
    public static void Keep(ImportContext context, int[] contactColumns)
    {
        if (ArchiveSql.Has(context.Connection, context.Transaction, context.File.Sha256))
        {
            return;
        }
        using var archive = ArchiveSql.Write(context.Connection, context.Transaction, context.File.Sha256);
        if (contactColumns.Length == 0)
        {
            using var original = File.OpenRead(context.File.Path);
            original.CopyTo(archive);
            return;
        }
        using var text = new StreamWriter(archive, context.File.Encoding);
        using var records = context.File.Open(context.Shape);
        while (records.Read())
        {
            text.Write(records.Line <= context.Shape.HeaderLine ? records.Raw : Contacts.Blank(records, contactColumns));
            text.Write(records.LineEnd);
        }
    }
}
