using System.Globalization;
using DecisionsApi.Pages;

namespace DecisionsApi.Reconciliation;

/// <summary>A small page about a record, to be shown beside a list of candidates.</summary>
internal static class PreviewPage
{
    public const int Width = 440;
    public const int Height = 320;

    // What else there is, is behind the link.
    private const int MostValues = 6;

    public static Html Make(EntityKind kind, Entity entity, IReadOnlyList<(string Name, IReadOnlyList<string> Values)> facts) =>
        Html.Of(
            $"""
            <h1><a href="/v1/{kind.Resource}/{Uri.EscapeDataString(entity.Id)}">{entity.Name}</a></h1>
            <p class="facts">{string.Join(" · ", entity.Types.Select(type => type.Name))}</p>
            <dl>
            {facts.Where(fact => fact.Values.Count > 0).Select(fact => Html.Of($"<dt>{fact.Name}</dt><dd>{Shown(fact.Values)}</dd>"))}
            </dl>
            """
        );

    private static string Shown(IReadOnlyList<string> values) =>
        string.Join("; ", values.Take(MostValues))
        + (values.Count > MostValues ? string.Create(CultureInfo.InvariantCulture, $"; {values.Count - MostValues} more") : "");
}
