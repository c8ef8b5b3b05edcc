using DecisionsApi.Records;
using DecisionsApi.Register;
using Microsoft.Data.Sqlite;

namespace DecisionsApi.Pages;

/// <summary>What this is, the story it was made for, and calls to try.</summary>
internal static class FrontPage
{
    // The decision of 22 November 2012; its id is the same wherever data/ is imported.
    private const string Story = "3czmr6g21t85x6x0";

    public static Html Make(SqliteConnection connection)
    {
        var status = StatusSql.Read(connection);
        var hasStory = RecordSql.Find(connection, RecordSql.Select("decisions", raw: false), Story) is { WithdrawnSequence: null };
        return Html.Of(
            $"""
            <h1>What public bodies decided, contracted and spent</h1>
            <p class="lead">An open register. It takes the files that public bodies really publish, joins decisions with the contracts and the
            spending they led to, and says of every figure in which file and on which line it was published.</p>
            {Layout.SearchBox()}
            {(hasStory ? TheStory : Html.Nothing)}
            <section aria-labelledby="calls">
            <h2 id="calls">Three calls to try</h2>
            <ol class="calls">
            <li><a href="/v1/decisions?q=business+partnering&amp;include=contracts,expenditure"><code>/v1/decisions?q=business+partnering&amp;include=contracts,expenditure</code></a>
            <span>decisions, with their contracts and the money</span></li>
            <li><a href="/v1/contracts?status=terminated&amp;status=cancelled"><code>/v1/contracts?status=terminated&amp;status=cancelled</code></a>
            <span>what was ended early, before or after signing</span></li>
            <li><a href="/v1/bodies?format=csv"><code>/v1/bodies?format=csv</code></a>
            <span>every body as a table for a spreadsheet</span></li>
            </ol>
            <p>No key is needed. <a href="/docs">The reference</a> describes every address, parameter and field;
            <a href="/openapi/decisions-api.json">the same for programs</a> is an OpenAPI document.</p>
            </section>
            <section aria-labelledby="feeds">
            <h2 id="feeds">What is new</h2>
            <p>Any list, by any filter, is also a feed for a feed reader: <a href="/v1/decisions.atom">decisions</a>,
            <a href="/v1/contracts.atom">contracts</a>, <a href="/v1/expenditure.atom">spending</a>.</p>
            </section>
            <section aria-labelledby="holds">
            <h2 id="holds">What the register holds now</h2>
            <dl class="counts">
            {Count("/v1/decisions", "decisions", status.Decisions)}
            {Count("/v1/contracts", "contracts", status.Contracts)}
            {Count("/v1/expenditure", "payments", status.Expenditure)}
            {Count("/v1/programmes", "programmes", status.Programmes)}
            {Count("/v1/suppliers", "suppliers", status.Suppliers)}
            {Count("/v1/bodies", "bodies", status.Bodies)}
            {Count("/v1/sources", "files", status.Sources)}
            </dl>
            </section>
            """
        );
    }

    /// <summary>Where a feed reader that is given the page finds the feeds.</summary>
    public static Html Feeds { get; } =
        Html.Of(
            $"""
            <link rel="alternate" type="application/atom+xml" title="New decisions" href="/v1/decisions.atom">
            <link rel="alternate" type="application/atom+xml" title="New contracts" href="/v1/contracts.atom">
            <link rel="alternate" type="application/atom+xml" title="New spending" href="/v1/expenditure.atom">
            <link rel="alternate" type="application/feed+json" title="New decisions" href="/v1/decisions.feed">
            """
        );

    private static Html TheStory { get; } =
        Html.Of(
            $"""
            <section aria-labelledby="story">
            <h2 id="story">One decision, followed to the money</h2>
            <ol class="story">
            <li><strong>22 November 2012.</strong> On the first day in office the new West Midlands Police and Crime Commissioner
            <a href="/v1/decisions/{Story}?include=contracts,expenditure">decides that Business Partnering for Police ceases</a>.</li>
            <li><strong>The procurement is cancelled.</strong> It was
            <a href="/v1/contracts/35cjqdvb9a57sadv">a joint search with Surrey for a private partner</a>, worth perhaps £1.5 billion.</li>
            <li><strong>The consultants’ contract is terminated.</strong> <a href="/v1/contracts/ngsa2x179df0whg2">iMPOWER had advised the client side</a> since April.</li>
            <li><strong>£500,000 had been spent.</strong> It is <a href="/v1/expenditure?decision={Story}&amp;kind=reportedTotal">a total the decision paper reports</a>,
            kept apart from itemised payments, for no list of them has been found.</li>
            </ol>
            </section>
            """
        );

    private static Html Count(string path, string name, long count) =>
        Html.Of($"""<div><dt><a href="{path}">{name}</a></dt><dd>{count:#,0}</dd></div>""");
}
