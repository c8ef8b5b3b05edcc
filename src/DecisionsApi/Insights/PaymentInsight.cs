using DecisionsApi.Querying;
using DecisionsApi.Register;
using Microsoft.Data.Sqlite;

namespace DecisionsApi.Insights;

/// <summary>A kind of pattern in payments: groups of payments of the bodies asked for.</summary>
internal abstract class PaymentInsight<TFilter, TRecord> : Insight<TFilter, TRecord>
    where TFilter : InsightFilter
    where TRecord : Pattern
{
    protected static readonly SortKey SumAmount = new("sumAmount", "sum_pence", IsNullable: false, IsNumber: true);
    protected static readonly SortKey PaymentCount = new("paymentCount", "payment_count", IsNullable: false, IsNumber: true);

    public override IReadOnlyList<string> Bodies(TFilter filter) => filter.Body!;

    /// <summary>
    /// The statement of the groups, with the conditions of <paramref name="where"/> on payments <c>p</c>: columns of <see cref="PatternRow"/>,
    /// and <c>part</c>, which tells groups of one body and supplier apart. It may add parameters.
    /// </summary>
    public abstract string Groups(TFilter filter, Where where);

    /// <summary>Makes the patterns of a page; <paramref name="found"/> gives what all have in common.</summary>
    protected abstract IReadOnlyList<TRecord> Make(
        SqliteConnection connection,
        InsightQuery<TFilter> query,
        IReadOnlyList<(PatternRow Row, Found Found)> found
    );

    /// <summary>The payments a group stands for; unless a kind of pattern says otherwise, those of the group.</summary>
    protected virtual PaymentSelection Selection(TFilter filter, PatternRow row) => PaymentSelection.Of(filter, row);

    public sealed override Patterns<TRecord> Read(SqliteConnection connection, InsightQuery<TFilter> query)
    {
        var rows = InsightSql.Groups(connection, this, query);
        var more = rows.Count > query.Limit;
        var page = more ? rows[..query.Limit] : rows;
        var ids = InsightSql.Payments(connection, query.Filter, query.Moment, page);
        var found = page.Select((row, i) => (row, new Found(Name, Selection(query.Filter, row).Address(query.Origin), [.. ids[i]])))
            .ToList();
        return new(
            page.Count == 0 ? [] : Make(connection, query, found),
            more ? (page[^1].SortValue, page[^1].Place) : null,
            page.Count == 0 ? 0 : page[0].AllCount,
            page.Count == 0 ? 0 : page[0].AllPence
        );
    }

    protected static PatternSupplier SupplierOf(PatternRow row) => new(row.SupplierId!, row.SupplierName!);
}

/// <summary>What every pattern is made with.</summary>
/// <param name="Insight">Name of the kind of pattern.</param>
/// <param name="Address">Address of its payments.</param>
/// <param name="Payments">Ids of its payments.</param>
internal sealed record Found(string Insight, string Address, IReadOnlyList<string> Payments)
{
    /// <summary>Id of a pattern: it depends on the ids, days and amounts alone.</summary>
    public string IdOf(PatternRow row) => Identity.Of(Insight, row.Place);
}
