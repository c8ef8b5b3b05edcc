using DecisionsApi.Formats;

namespace DecisionsApi.Importing;

/// <summary>An export of a list that follows from records of other lists; importing those makes it again, so that it is passed over.</summary>
/// <param name="Resource">The list.</param>
/// <param name="Columns">Its columns.</param>
internal sealed record DerivedExport(string Resource, IReadOnlyList<string> Columns)
{
    private readonly HashSet<string> _members = [.. Columns.Select(column => column.Split('.')[0])];

    /// <summary>Why it is passed over.</summary>
    public string Reason => $"an export of {Resource}, which follow from the records and files imported: import those";

    /// <summary>Whether a row of cells is its heading.</summary>
    public bool IsHeading(IReadOnlyList<string> cells) => cells.Select(SpreadLists.ListOf).Distinct().SequenceEqual(Columns);

    /// <summary>Whether a document begins like its JSON Lines.</summary>
    public bool IsLine(JsonOutline outline) => _members.IsSubsetOf(outline.Names);
}
