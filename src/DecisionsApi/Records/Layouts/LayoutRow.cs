using System.Text.Json.Nodes;
using DecisionsApi.Importing;

namespace DecisionsApi.Records.Layouts;

/// <summary>One record of a file, before anything is made of it.</summary>
/// <param name="Line">Physical line it starts on.</param>
/// <param name="Raw">Its text as published, contacts left out.</param>
/// <param name="Layout">What it says, field by field; null for a blank row and for one at fault.</param>
/// <param name="Fault">Why nothing can be made of it.</param>
internal sealed record LayoutRow(int Line, string Raw, JsonObject? Layout, RowFault? Fault = null)
{
    /// <summary>Codes of what could not be read or was adjusted.</summary>
    public IReadOnlyList<string> Issues { get; init; } = [];

    /// <summary>Whether it is a record at all, and not a total, a note or headings repeated.</summary>
    public bool IsData { get; init; } = true;
}

/// <summary>What is made of a record of a file.</summary>
/// <param name="Layout">What it says, field by field; null for a blank row and for one that is no data.</param>
/// <param name="Issues">Codes of what could not be read or was adjusted.</param>
/// <param name="IsData">Whether it is a record at all.</param>
internal readonly record struct LayoutReading(JsonObject? Layout, IReadOnlyList<string> Issues, bool IsData = true);
