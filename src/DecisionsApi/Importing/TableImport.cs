using DecisionsApi.Tabular;
using Microsoft.Data.Sqlite;

namespace DecisionsApi.Importing;

/// <summary>How tables of one kind of record are recognised and taken in.</summary>
internal interface ITableImport
{
    /// <summary>Name of the kind, as in <c>--kind</c>.</summary>
    string Kind { get; }

    /// <summary>How many of a row's cells are headings of this kind; 0 when the row cannot be its heading.</summary>
    int Recognise(IReadOnlyList<string> cells, ImportOptions options);

    /// <summary>Takes one table in, inside the transaction of <paramref name="context"/>.</summary>
    /// <exception cref="ImportRefusedException">The table cannot be taken in; nothing of it is kept.</exception>
    TableReport Import(ImportContext context);
}

/// <summary>One table about to be imported.</summary>
internal sealed record ImportContext(
    TableFile File,
    TableShape Shape,
    string DisplayPath,
    string FileName,
    string SourceName,
    ImportOptions Options,
    SqliteConnection Connection,
    SqliteTransaction Transaction,
    string ImportedAt,
    Action<int> Progress
);
