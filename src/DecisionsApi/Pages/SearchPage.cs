using System.Globalization;
using DecisionsApi.Contracts;
using DecisionsApi.Data;
using DecisionsApi.Decisions;
using DecisionsApi.Expenditure;
using DecisionsApi.Querying;

namespace DecisionsApi.Pages;

/// <summary>What a search finds among decisions, contracts and spending, for people.</summary>
internal static class SearchPage
{
    private const int Shown = 20;

    public static Html Make(Lister lister, string q, CancellationToken stop) =>
        Html.Of(
            $"""
            <h1>Search</h1>
            {Layout.SearchBox(q)}
            {(IsSearch(q) ? Found(lister, q, stop) : Nothing(q))}
            """
        );

    /// <summary>Whether there is a word to look for.</summary>
    public static bool IsSearch(string q) =>
        q.Length is > 0 and <= ParameterRules.MaxLength && !q.Contains('\0') && FullText.Expression(q) is not null;

    private static Html Nothing(string q) =>
        q.Length == 0
            ? Html.Of($"<p>Type at least one word.</p>")
            : Html.Of($"<p>There is no word to look for in that: type at least one, in up to {ParameterRules.MaxLength} characters.</p>");

    private static Html Found(Lister lister, string q, CancellationToken stop)
    {
        var limit = new Parsed<int>(Shown.ToString(CultureInfo.InvariantCulture), Shown);
        return Html.Of(
            $"""
            {Section(lister, DecisionList.Definition, new DecisionFilter { Q = q, Limit = limit }, "Decisions", q, Decision, stop)}
            {Section(lister, ContractList.Definition, new ContractFilter { Q = q, Limit = limit }, "Contracts", q, Contract, stop)}
            {Section(
                lister,
                PaymentList.Definition,
                new PaymentFilter
                {
                    Q = q,
                    Limit = limit,
                    Kind = PaymentFilterValidator.Kinds,
                },
                "Spending",
                q,
                Payment,
                stop
            )}
            """
        );
    }

    private static Html Section<TRow, TRecord>(
        Lister lister,
        ListDefinition<TRow, TRecord> list,
        ListParameters filter,
        string heading,
        string q,
        Func<TRecord, Html> item,
        CancellationToken stop
    )
        where TRow : IListed
    {
        var page = lister.Page(list, ListQuery.Of(list, filter, [KeyValuePair.Create("search", q)]), stop);
        var address = $"/v1/{list.Name}?q={Uri.EscapeDataString(q)}";
        return Html.Of(
            $"""
            <section aria-labelledby="{list.Name}">
            <h2 id="{list.Name}">{heading} <span class="count">{page.Total!.Count:#,0}</span></h2>
            {(
                page.Records.Count == 0
                    ? Html.Of($"<p>Nothing found.</p>")
                    : Html.Of($"<ul class=\"results\">{page.Records.Select(item)}</ul>")
            )}
            {(
                page.Next is null
                    ? Html.Nothing
                    : Html.Of(
                        $"<p>These are the first {Shown}. <a href=\"{address}\">All {heading.ToLowerInvariant()} as JSON</a>, <a href=\"{address}&format=csv\">as CSV</a></p>"
                    )
            )}
            </section>
            """
        );
    }

    private static Html Decision(Decision decision) =>
        Item(
            $"/v1/decisions/{decision.Id}?include=contracts,expenditure",
            decision.Title,
            decision.Summary,
            decision.Body,
            Day(decision.DecidedOn, decision.DecidedOnPrecision),
            decision.Status
        );

    private static Html Contract(Contract contract) =>
        Item(
            $"/v1/contracts/{contract.Id}",
            contract.Title,
            contract.Description,
            string.Join(", ", contract.Suppliers.Select(s => s.Name)),
            contract.Status,
            contract.Value is { } value ? Pounds(value) : null
        );

    private static Html Payment(Payment payment) =>
        Item(
            $"/v1/expenditure/{payment.Id}",
            $"{Pounds(payment.Amount)} {payment.Supplier?.NameAsPublished}",
            payment.Purpose,
            payment.Body,
            Day(payment.PaidOn, "day"),
            payment.Kind == "reportedTotal" ? "reported total, not a payment" : payment.Category
        );

    private static Html Item(string address, string? title, string? text, params string?[] facts) =>
        Html.Of(
            $"""
            <li><a href="{address}">{title ?? "(no title)"}</a>
            <p class="facts">{string.Join(" · ", facts.Where(f => f is { Length: > 0 }))}</p>
            <p>{Short(text)}</p></li>
            """
        );

    private static string Short(string? text) => text is { Length: > 240 } ? text[..240] + "…" : text ?? "";

    private static string? Day(DateOnly? day, string? precision) =>
        day?.ToString(
            precision switch
            {
                "year" => "yyyy",
                "month" => "MMMM yyyy",
                _ => "d MMMM yyyy",
            },
            CultureInfo.InvariantCulture
        );

    private static string Pounds(decimal amount) =>
        (amount < 0 ? "−£" : "£") + Math.Abs(amount).ToString("#,0.00", CultureInfo.InvariantCulture);
}
