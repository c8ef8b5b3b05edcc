using System.Globalization;
using DecisionsApi.Register;

namespace DecisionsApi.Insights;

/// <summary>Payments by the filters of their list, so that an address can give exactly them.</summary>
internal sealed record PaymentSelection
{
    public required IReadOnlyList<string> Bodies { get; init; }
    public IReadOnlyList<string> Suppliers { get; init; } = [];
    public DateOnly? From { get; init; }
    public DateOnly? To { get; init; }
    public long? LeastPence { get; init; }
    public long? MostPence { get; init; }
    public IReadOnlyList<(string Name, string Value)> Kept { get; init; } = [];

    /// <summary>The payments of a group: those the filter asks for, within the group's bounds.</summary>
    public static PaymentSelection Of(InsightFilter filter, PatternRow row) =>
        new()
        {
            Bodies = row.Body is { } body ? [body] : filter.Body!,
            Suppliers = row.SupplierId is { } supplier ? [supplier] : filter.Supplier ?? [],
            From = Later(row.FirstOn, filter.FirstDay()),
            To = Earlier(row.LastOn, filter.LastDay()),
            LeastPence = Larger(row.LeastPence, Pence(filter.MinAmount?.Value, Math.Ceiling)),
            MostPence = Smaller(row.MostPence, Pence(filter.MaxAmount?.Value, Math.Floor)),
            Kept = [.. filter.Kept()],
        };

    /// <summary>The address of the list of exactly these payments.</summary>
    public string Address(string origin)
    {
        List<(string Name, string Value)> query =
        [
            .. Bodies.Select(body => ("body", body)),
            .. Suppliers.Select(supplier => ("supplier", supplier)),
            .. Kept,
        ];
        Add("from", From?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        Add("to", To?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        Add("minAmount", Money.FromPence(LeastPence)?.ToString(CultureInfo.InvariantCulture));
        Add("maxAmount", Money.FromPence(MostPence)?.ToString(CultureInfo.InvariantCulture));
        return $"{origin}/v1/expenditure?{string.Join('&', query.Select(p => $"{p.Name}={Uri.EscapeDataString(p.Value)}"))}";

        void Add(string name, string? value)
        {
            if (value is not null)
            {
                query.Add((name, value));
            }
        }
    }

    private static long? Pence(decimal? pounds, Func<decimal, decimal> round) => pounds is { } known ? (long)round(known * 100) : null;

    private static DateOnly? Later(DateOnly? one, DateOnly? other) => one is null || other > one ? other ?? one : one;

    private static DateOnly? Earlier(DateOnly? one, DateOnly? other) => one is null || other < one ? other ?? one : one;

    private static long? Larger(long? one, long? other) => one is null || other > one ? other ?? one : one;

    private static long? Smaller(long? one, long? other) => one is null || other < one ? other ?? one : one;
}
