using System.Text;
using DecisionsApi.Importing;
using DecisionsApi.Sources;

namespace DecisionsApi.Contracts.Ocds;

/// <summary>Keeps OCDS files as published, contact persons left out.</summary>
internal static class OcdsArchive
{
    /// <summary>Archives the file being imported, unless it is there already.</summary>
    public static void Keep(ImportContext context)
    {
        if (ArchiveSql.Has(context.Connection, context.Transaction, context.File.Sha256))
        {
            return;
        }
        using var archive = ArchiveSql.Write(context.Connection, context.Transaction, context.File.Sha256);
        using var text = new StreamWriter(archive, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        if (!OcdsFile.IsJsonLines(context.File.Path))
        {
            text.Write(OcdsPrivacy.WithoutContacts(File.ReadAllText(context.File.Path)));
            return;
        }
        foreach (var line in File.ReadLines(context.File.Path))
        {
            text.Write(OcdsPrivacy.WithoutContacts(line));
            text.Write('\n');
        }
    }
}
