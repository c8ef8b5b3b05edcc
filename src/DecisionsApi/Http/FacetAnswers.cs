using DecisionsApi.Querying;

namespace DecisionsApi.Http;

/// <summary>Makes the facets of an answer, each value with the address that applies it.</summary>
internal static class FacetAnswers
{
    /// <summary>The facets as they are shown.</summary>
    public static IReadOnlyList<Facet> Of(
        HttpRequest request,
        SummaryDefinition summary,
        IEnumerable<(string Name, SummaryResult Result)> facets
    ) =>
        [
            .. facets.Select(facet =>
            {
                var dimension = summary.Named(facet.Name);
                var links = new GroupLinks(request, summary.Subject, [dimension]);
                var values = facet.Result.Rows.Select(row => Value(links, dimension, row)).ToList();
                var others = facet.Result.Rows.Any(row => row.EverythingElse) ? values[^1] : null;
                return new Facet
                {
                    Name = facet.Name,
                    Groups = facet.Result.Groups,
                    Values = others is null ? values : values[..^1],
                    EverythingElse = others,
                };
            }),
        ];

    private static FacetValue Value(GroupLinks links, Dimension dimension, SummaryRow row) =>
        new()
        {
            Value = row.Values[dimension.Name],
            Label = dimension.LabelName is { } label ? row.Values[label] : null,
            Count = row.Count,
            SumAmount = row.SumAmount,
            SumReported = row.SumReported,
            Url = row.EverythingElse ? null : links.To(name => row.Values[name]),
        };
}
