using DecisionsApi.Tabular;
using Microsoft.Data.Sqlite;

namespace DecisionsApi.Importing;

/// <summary>How tables of one kind of record are recognised and taken in.</summary>
internal interface ITableImport
{
    /// <summary>Name of the kind, as in <c>--kind</c>.</summary>
    string Kind { get; }

    /// <summary>Whether a map of headings may name a field.</summary>
    bool HasField(string field);

    /// <summary>How many of a row's cells are headings of this kind; 0 when the row cannot be its heading.</summary>
    int Recognise(IReadOnlyList<string> cells, ImportOptions options);

    /// <summary>Where no row is a known heading: the table, if what its columns hold leaves no doubt.</summary>
    TableShape? RecogniseByContent(TableFile file, ImportOptions options) => null;

    /// <summary>Whether a table without days has rows of its own and no sums of those of other tables.</summary>
    bool HasOwnRows(TableFile file, TableShape shape) => true;

    /// <summary>Takes one table in, inside the transaction of <paramref name="context"/>.</summary>
    /// <exception cref="ImportRefusedException">The table cannot be taken in; nothing of it is kept.</exception>
    TableReport Import(ImportContext context, TableShape shape);
}

/// <summary>How JSON documents of one layout are recognised and taken in.</summary>
internal interface IJsonImport
{
    /// <summary>Name of the kind, as in <c>--kind</c>.</summary>
    string Kind { get; }

    /// <summary>Whether a document that begins so is of this layout.</summary>
    bool Recognise(JsonOutline outline);

    /// <summary>Takes one document in, inside the transaction of <paramref name="context"/>.</summary>
    /// <exception cref="ImportRefusedException">The document cannot be taken in; nothing of it is kept.</exception>
    TableReport Import(ImportContext context);
}

/// <summary>Everything that can be imported.</summary>
internal sealed record ImportKinds(IReadOnlyList<ITableImport> Tables, IReadOnlyList<IJsonImport> Documents)
{
    /// <summary>Kinds of bodies a manifest may declare.</summary>
    public required IReadOnlyList<string> BodyKinds { get; init; }

    /// <summary>Exports that are passed over.</summary>
    public required IReadOnlyList<DerivedExport> Derived { get; init; }

    /// <summary>Reads a manifest of sources.</summary>
    /// <exception cref="ImportRefusedException">It is none.</exception>
    public SourceManifest Manifest(string path) =>
        SourceManifest.Read(path, Tables.Select(table => table.Kind).Concat(Documents.Select(document => document.Kind)), BodyKinds);
}

/// <summary>One table about to be imported.</summary>
internal sealed record ImportContext(
    TableFile File,
    string DisplayPath,
    string FileName,
    string SourceName,
    ImportOptions Options,
    SqliteConnection Connection,
    SqliteTransaction Transaction,
    string ImportedAt,
    Action<int> Progress
)
{
    /// <summary>Name of the sheet within a workbook.</summary>
    public string? Sheet { get; init; }

    /// <summary>Everything the table is called, innermost last; its period may be part of it.</summary>
    public string Names => string.Join(' ', new[] { FileName, Sheet }.OfType<string>());
}
