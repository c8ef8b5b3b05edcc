using System.Globalization;
using DecisionsApi.Data;
using DecisionsApi.Expenditure;
using DecisionsApi.Querying;
using DecisionsApi.Search;

namespace DecisionsApi.Pages;

/// <summary>What a search finds in everything, for people.</summary>
internal sealed class SearchPage(Searcher searcher, Lister lister)
{
    private const int Shown = 20;

    private static readonly (string Type, string One, string Many)[] Types =
    [
        ("decisions", "Decision", "decisions"),
        ("contracts", "Contract", "contracts"),
        ("programmes", "Programme", "programmes"),
        ("suppliers", "Supplier", "suppliers"),
        ("bodies", "Public body", "public bodies"),
        ("expenditure", "Payments", "groups of payments"),
    ];

    public Html Make(string q, string? type, string? cursor, CancellationToken stop) =>
        Html.Of(
            $"""
            <h1>Search</h1>
            {Layout.SearchBox(q)}
            {(IsSearch(q) ? Found(q, Types.Any(t => t.Type == type) ? type : null, cursor, stop) : Nothing(q))}
            """
        );

    /// <summary>Whether there is a word to look for.</summary>
    public static bool IsSearch(string q) =>
        q.Length is > 0 and <= ParameterRules.MaxLength && !q.Contains('\0') && FullText.Expression(q) is not null;

    private static Html Nothing(string q) =>
        q.Length == 0
            ? Html.Of($"<p>Type at least one word.</p>")
            : Html.Of($"<p>There is no word to look for in that: type at least one, in up to {ParameterRules.MaxLength} characters.</p>");

    private Html Found(string q, string? type, string? cursor, CancellationToken stop)
    {
        var fingerprint = SearchEndpoints.Fingerprint([KeyValuePair.Create("q", q), KeyValuePair.Create("type", type ?? "")]);
        // A cursor of another search shows the first page.
        var after = cursor is not null && Cursor.Parse(cursor) is { } place && place.Query == fingerprint ? place : null;
        var result = searcher.Find(SearchQuery.Of(q, null)!, type is null ? [] : [type], after, Shown, stop);
        var next = result.Next is var (number, id)
            ? new Cursor(fingerprint, result.Sequence, number.ToString(CultureInfo.InvariantCulture), id).ToString()
            : null;
        return Html.Of(
            $"""
            {Counts(q, type, result.Counts)}
            {(
                result.Hits.Count == 0
                    ? NothingFound(result.Suggestions)
                    : Html.Of($"<ol class=\"results\">{result.Hits.Select(Item)}</ol>")
            )}
            {(
                next is null ? Html.Nothing : Html.Of($"<p><a rel=\"next\" href=\"{Address(q, type)}&cursor={next}\">More results</a></p>")
            )}
            {(after is null && type is null or "expenditure" ? Reported(q, stop) : Html.Nothing)}
            <p>The same <a href="/v1{Address(q, type)}">as JSON</a> or <a href="/v1{Address(q, type)}&format=csv">as CSV</a>;
            <a href="/v1/expenditure?q={Uri.EscapeDataString(q)}">single payments</a>, by their references too.</p>
            """
        );
    }

    private static Html Counts(string q, string? type, SearchCounts counts)
    {
        var links = Types
            .Select(t => (Kind: t, Count: Of(counts, t.Type)))
            .Where(t => t.Count.Count > 0)
            .Select(t =>
                Html.Of(
                    $"<li><a href=\"{Address(q, t.Kind.Type)}\"{(t.Kind.Type == type ? Html.Of($" aria-current=\"true\"") : Html.Nothing)}>{t.Count.Count:#,0}{(t.Count.Exact ? "" : " or more")} {t.Kind.Many}</a></li>"
                )
            )
            .ToList();
        if (links.Count == 0)
        {
            return Html.Nothing;
        }
        var all = type is null ? Html.Nothing : Html.Of($"<li><a href=\"{Address(q, null)}\">everything</a></li>");
        return Html.Of($"<nav aria-label=\"Kinds of results\"><ul class=\"kinds\">{links}{all}</ul></nav>");
    }

    private static SearchCount Of(SearchCounts counts, string type) =>
        type switch
        {
            "decisions" => counts.Decisions,
            "contracts" => counts.Contracts,
            "programmes" => counts.Programmes,
            "suppliers" => counts.Suppliers,
            "bodies" => counts.Bodies,
            _ => counts.Expenditure,
        };

    private static Html NothingFound(IReadOnlyList<string> suggestions) =>
        Html.Of(
            $"""
            <p>Nothing found.</p>
            {(
                suggestions.Count == 0
                    ? Html.Nothing
                    : Html.Of(
                        $"<p>Did you mean {suggestions.Select(s => Html.Of($"<a href=\"{Address(s, null)}\">{s}</a>"))}?</p>"
                    )
            )}
            """
        );

    private static Html Item(SearchHit hit)
    {
        string?[] facts =
        [
            Types.First(t => t.Type == hit.Type).One,
            hit.Body,
            hit.Date?.ToString("d MMMM yyyy", CultureInfo.InvariantCulture),
            hit.Count is { } count ? $"{count.ToString("#,0", CultureInfo.InvariantCulture)} payments" : null,
            hit.Amount is { } amount && hit.Count is not 0 ? Pounds(amount) : null,
        ];
        var more = hit.Type == "decisions" ? "?include=contracts,expenditure" : "";
        // The snippet is HTML already, made of escaped text.
        return Html.Of(
            $"""
            <li><a href="{hit.Url}{more}">{hit.Title ?? "(no name published)"}</a>
            <p class="facts">{string.Join(" · ", facts.Where(f => f is { Length: > 0 }))}</p>
            <p>{new Html(hit.Snippet)}</p></li>
            """
        );
    }

    /// <summary>Totals that bodies have reported: no payments, and never added to them.</summary>
    private Html Reported(string q, CancellationToken stop)
    {
        var filter = new PaymentFilter
        {
            Q = q,
            Kind = ["reportedTotal"],
            Limit = new(Shown.ToString(CultureInfo.InvariantCulture), Shown),
        };
        var totals = lister
            .Page(PaymentList.Definition, ListQuery.Of(PaymentList.Definition, filter, [KeyValuePair.Create("search", q)]), stop)
            .Records;
        return totals.Count == 0
            ? Html.Nothing
            : Html.Of(
                $"""
                <section aria-labelledby="reported">
                <h2 id="reported">Totals that bodies have reported</h2>
                <ul class="results">{totals.Select(total => Html.Of(
                    $"""
                    <li><a href="/v1/expenditure/{total.Id}">{Pounds(total.Amount)} {total.Supplier?.NameAsPublished}</a>
                    <p class="facts">{total.Body} · reported total, not a payment</p>
                    <p>{total.Purpose}</p></li>
                    """
                ))}</ul>
                </section>
                """
            );
    }

    private static string Address(string q, string? type) => $"/search?q={Uri.EscapeDataString(q)}{(type is null ? "" : "&type=" + type)}";

    private static string Pounds(decimal amount) =>
        (amount < 0 ? "−£" : "£") + Math.Abs(amount).ToString("#,0.00", CultureInfo.InvariantCulture);
}
