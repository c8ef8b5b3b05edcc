using System.Globalization;
using DecisionsApi.Data;
using DecisionsApi.Dictionary;
using DecisionsApi.Http;
using DecisionsApi.Querying;
using DecisionsApi.Register;

namespace DecisionsApi.Publishing;

/// <summary>The tables of the register's file that say what it is: <c>about</c> and <c>dictionary</c>.</summary>
internal static class AboutRegister
{
    public const string Instant = "yyyy-MM-ddTHH:mm:ssZ";

    /// <summary>This program and its version.</summary>
    public static readonly string Program = $"DecisionsApi {typeof(AboutRegister).Assembly.GetName().Version!.ToString(3)}";

    /// <summary>Writes what the file is.</summary>
    public static void Write(
        ReaderFile file,
        RegisterState state,
        long erasures,
        IReadOnlyList<SourceLicence> licences,
        DateTimeOffset madeAt
    )
    {
        using var rows = file.Table("about", [("name", "TEXT PRIMARY KEY"), ("value", "TEXT"), ("meaning", "TEXT")]);
        rows.Add("sequence", Text(state.Sequence), "Number of the newest change of the register that is in this file.");
        rows.Add("changedAt", state.ChangedAt, "When the register last changed.");
        rows.Add("imports", Text(state.Import), "Number of the newest import that is in this file.");
        rows.Add(
            "erasures",
            Text(erasures),
            "Erasures on lawful request that this file follows. A copy with fewer than the file now offered must be replaced."
        );
        rows.Add("madeAt", madeAt.ToString(Instant, CultureInfo.InvariantCulture), "When this file was made.");
        rows.Add("madeBy", Program, "The program that made it.");
        rows.Add(
            "licence",
            string.Join("; ", licences.Select(licence => licence.Url is null ? licence.Name : $"{licence.Name} ({licence.Url})")),
            "Licences of the data; each row of sources names its own."
        );
        rows.Add("attribution", AnswerLicences.Attribution(licences), "How to name the source when the data is used.");
    }

    /// <summary>Writes what every column means.</summary>
    public static void WriteDictionary(ReaderFile file)
    {
        var fields = DataDictionary.Fields;
        using var rows = file.Table("dictionary", [.. fields.Select(field => (field.Name, RegisterTable.TypeOf(field.Type)))]);
        var tables = RegisterTable.All.Select(table => table.Name).ToHashSet();
        foreach (var entry in DataDictionary.Of([.. DataDictionary.Resources.Keys.Where(tables.Contains)]))
        {
            rows.Add([.. fields.Select(field => RegisterTable.Stored(field.Value(entry)))]);
        }
    }

    /// <summary>A finished file as its table <c>about</c> describes it.</summary>
    public static PublishedFile Read(string path, string sha256)
    {
        var about = ReaderFile.About(path);
        return new()
        {
            Path = path,
            SizeBytes = new FileInfo(path).Length,
            Sha256 = sha256,
            Sequence = Number("sequence"),
            Imports = Number("imports"),
            Erasures = Number("erasures"),
            MadeAt = DateTimeOffset.ParseExact(about["madeAt"], Instant, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal),
            MadeBy = about["madeBy"],
        };

        long Number(string name) => long.Parse(about[name], CultureInfo.InvariantCulture);
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
