using DecisionsApi.Formats;

namespace DecisionsApi.Querying;

/// <summary>
/// What the records of one group come to. Of the groups' fields those are there that <c>groupBy</c> names, of the measures those that
/// <c>measures</c> names; null is the group of the records that have no such value.
/// </summary>
public sealed record SummaryRow
{
    internal IReadOnlyDictionary<string, string?> Values { get; init; } = new Dictionary<string, string?>();

    /// <summary>Id of the supplier; null where none was published, or it is withheld.</summary>
    /// <example>1fct6wk19pc208xk</example>
    public string? Supplier => Value("supplier");

    /// <summary>Name of the supplier.</summary>
    /// <example>iMPOWER</example>
    public string? SupplierName => Value("supplierName");

    /// <summary>Id of the body that paid or decided.</summary>
    /// <example>west-midlands-pcc</example>
    public string? Body => Value("body");

    /// <summary>Name of the body.</summary>
    /// <example>West Midlands Police and Crime Commissioner</example>
    public string? BodyName => Value("bodyName");

    /// <summary>Category as published; those that differ only in case are one.</summary>
    /// <example>Transport</example>
    public string? Category => Value("category");

    /// <summary>Department as published; those that differ only in case are one.</summary>
    /// <example>Operations</example>
    public string? Department => Value("department");

    /// <summary>Kind of payment.</summary>
    /// <example>payment</example>
    public string? Kind => Value("kind");

    /// <summary>Type of decision as published; those that differ only in case are one.</summary>
    /// <example>procurementCancellation</example>
    public string? Type => Value("type");

    /// <summary>Stage of the contract.</summary>
    /// <example>contract</example>
    public string? Stage => Value("stage");

    /// <summary>Status of the contract or decision.</summary>
    /// <example>terminated</example>
    public string? Status => Value("status");

    /// <summary>Access to the decision.</summary>
    /// <example>public</example>
    public string? Access => Value("access");

    /// <summary>Calendar year of the payment, of the decision, or of the first day of the contract.</summary>
    /// <example>2012</example>
    public string? Year => Value("year");

    /// <summary>Financial year, 1 April to 31 March.</summary>
    /// <example>2012-13</example>
    public string? FinancialYear => Value("financialYear");

    /// <summary>Quarter of the calendar year: Q4 begins on 1 October.</summary>
    /// <example>2012-Q4</example>
    public string? Quarter => Value("quarter");

    /// <summary>Calendar month.</summary>
    /// <example>2012-11</example>
    public string? Month => Value("month");

    /// <summary>Id of the contract paid under.</summary>
    /// <example>ngsa2x179df0whg2</example>
    public string? Contract => Value("contract");

    /// <summary>Its title; null where it is not in the register.</summary>
    /// <example>Advice to the client side</example>
    public string? ContractTitle => Value("contractTitle");

    /// <summary>Id of the decision behind the payments.</summary>
    /// <example>3czmr6g21t85x6x0</example>
    public string? Decision => Value("decision");

    /// <summary>Its title; null where it is not in the register.</summary>
    /// <example>Business Partnering for Police programme to cease</example>
    public string? DecisionTitle => Value("decisionTitle");

    /// <summary>Id of the programme.</summary>
    /// <example>west-midlands-business-partnering</example>
    public string? Programme => Value("programme");

    /// <summary>Its name; null where it is not in the register.</summary>
    /// <example>Business Partnering for Police</example>
    public string? ProgrammeName => Value("programmeName");

    /// <summary>Id of the source that published the records' present content first.</summary>
    /// <example>g9w25fd4s655g566</example>
    public string? Source => Value("source");

    /// <summary>File name of the source.</summary>
    /// <example>expenditure.json</example>
    public string? SourceFile => Value("sourceFile");

    /// <summary>Whether the row is all other groups together, the last of <c>top</c>; only with <c>top</c>.</summary>
    /// <example>false</example>
    public bool EverythingElse { get; init; }

    /// <summary>Number of records, as the list counts them.</summary>
    /// <example>12</example>
    public long Count { get; init; }

    /// <summary>Sum of the amounts in pounds: of itemised payments, or of the values of contracts in pounds sterling.</summary>
    /// <example>12345.67</example>
    public decimal? SumAmount { get; init; }

    /// <summary>Sum in pounds of the totals bodies have reported; never part of <c>sumAmount</c>. Only of payments, beside <c>sumAmount</c>.</summary>
    /// <example>500000.00</example>
    public decimal? SumReported { get; init; }

    /// <summary>Mean of the amounts in pounds, rounded to the penny, half a penny away from nought; null where there are none.</summary>
    /// <example>1028.81</example>
    public decimal? MeanAmount { get; init; }

    /// <summary>Smallest amount in pounds, signed.</summary>
    /// <example>-12.50</example>
    public decimal? MinAmount { get; init; }

    /// <summary>Largest amount in pounds.</summary>
    /// <example>9000.00</example>
    public decimal? MaxAmount { get; init; }

    /// <summary>The list of the group's records; null where no filter picks them: a group without a value, or everything else.</summary>
    /// <example>/v1/expenditure?body=west-midlands-pcc</example>
    public string? Url { get; init; }

    /// <summary>The row as the serializer will write it: of its fields those that are asked for.</summary>
    internal Dictionary<string, object?> Members(IReadOnlyList<Field<SummaryRow>> fields)
    {
        var members = fields.ToDictionary(field => field.Name, field => field.Value(this), StringComparer.Ordinal);
        if (members.ContainsKey(Rest))
        {
            members[Rest] = EverythingElse;
        }
        return members;
    }

    private const string Rest = "everythingElse";

    private string? Value(string name) => Values.GetValueOrDefault(name);

    /// <summary>The fields of a query's rows, in order: groups, measures, where the records are.</summary>
    internal static IReadOnlyList<Field<SummaryRow>> Fields(SummaryQuery query) =>
        [
            .. query
                .GroupBy.SelectMany(d => d.LabelName is { } label ? new[] { d.Name, label } : [d.Name])
                .Select(name => new Field<SummaryRow>(name, row => row.Value(name))),
            .. query.Top is null ? [] : new[] { new Field<SummaryRow>(Rest, row => row.EverythingElse ? "true" : "false") },
            .. query.Measures.SelectMany(measure => MeasureFields(query, measure)),
            new("url", row => row.Url),
        ];

    private static IEnumerable<Field<SummaryRow>> MeasureFields(SummaryQuery query, string measure) =>
        measure switch
        {
            "count" => [new("count", row => row.Count)],
            "sumAmount" when query.Summary.Subject.AddsUp =>
            [
                new("sumAmount", row => row.SumAmount),
                new("sumReported", row => row.SumReported),
            ],
            "sumAmount" => [new("sumAmount", row => row.SumAmount)],
            "minAmount" => [new("minAmount", row => row.MinAmount)],
            "maxAmount" => [new("maxAmount", row => row.MaxAmount)],
            _ => [new("meanAmount", row => row.MeanAmount)],
        };
}
