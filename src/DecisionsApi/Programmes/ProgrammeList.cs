using DecisionsApi.Formats;
using DecisionsApi.Links;
using DecisionsApi.Querying;
using DecisionsApi.Records;

namespace DecisionsApi.Programmes;

/// <summary>The list of programmes: its orders and its columns.</summary>
internal static class ProgrammeList
{
    public static readonly string[] Includes = ["contracts", "decisions", "expenditure", "programmes", "raw"];

    private static readonly SortKey Name = new("name", "p.title_folded", IsNullable: false, IsNumber: false);
    private static readonly SortKey StartOn = new("startOn", "p.start_on", IsNullable: true, IsNumber: false);

    public static readonly ListDefinition<RecordRow, Programme> Definition = new(
        "programmes",
        "programmes",
        includes => RecordSql.Select("programmes", includes.Contains("raw")),
        [Name, StartOn],
        new(Name, Descending: false),
        (connection, rows, includes) =>
            Expansion.Add(
                connection,
                "programmes",
                RecordSql.From(connection, ProgrammeTable.Instance, rows),
                includes,
                p => p.Id,
                (p, included) => p with { Included = included }
            ),
        [
            new("id", p => p.Id),
            new("name", p => p.Name),
            Field<Programme>.List("names", p => p.Names),
            new("purpose", p => p.Purpose),
            new("status", p => p.Status),
            Field<Programme>.List("statusHistory", p => p.StatusHistory),
            Field<Programme>.List("partners", p => p.Partners),
            Field<Programme>.List("amounts", p => p.Amounts),
            new("startOn", p => p.StartOn),
            new("startOnPrecision", p => p.StartOnPrecision),
            new("endOn", p => p.EndOn),
            new("endOnPrecision", p => p.EndOnPrecision),
            Field<Programme>.List("successors", p => p.Successors),
            new("extra", p => p.Extra),
            Field<Programme>.List("provenance", p => p.Provenance),
            new("links", p => p.Links),
            .. SourceFields.Of<Programme>(p => p.Source),
        ],
        Includes
    )
    {
        Headlines = ProgrammeHeadline.All,
        LongestLists = (connection, lists) => RecordSql.LongestLists(connection, "programmes", lists),
    };
}
