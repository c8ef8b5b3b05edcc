namespace DecisionsApi.Links;

/// <summary>How much of what was paid is linked with what was contracted or decided.</summary>
/// <param name="Rows">By body and financial year.</param>
/// <param name="Total">All of them together.</param>
public sealed record LinkCoverage(IReadOnlyList<LinkCoverageRow> Rows, LinkCoverageFigures Total);

/// <summary>Coverage of one body in one financial year.</summary>
/// <param name="Body" example="west-midlands-pcc">Id of the body that paid.</param>
/// <param name="FinancialYear" example="2012-13">Financial year, from April to March; null for undated payments.</param>
/// <param name="Figures">The figures.</param>
public sealed record LinkCoverageRow(string Body, string? FinancialYear, LinkCoverageFigures Figures);

/// <summary>Figures of coverage: all is stated, by rule and unlinked together.</summary>
public sealed record LinkCoverageFigures
{
    /// <summary>All payments, reported totals left out.</summary>
    public required LinkCoverageFigure All { get; init; }

    /// <summary>Payments with a link that a publisher or curator states.</summary>
    public required LinkCoverageFigure Stated { get; init; }

    /// <summary>Payments with links by rule alone.</summary>
    public required LinkCoverageFigure ByRule { get; init; }

    /// <summary>Payments without any link.</summary>
    public required LinkCoverageFigure Unlinked { get; init; }

    /// <summary>Payments linked with a contract, however.</summary>
    public required LinkCoverageFigure ToContract { get; init; }

    /// <summary>Payments linked with a decision, however.</summary>
    public required LinkCoverageFigure ToDecision { get; init; }

    /// <summary>Payments linked with a programme, however.</summary>
    public required LinkCoverageFigure ToProgramme { get; init; }
}

/// <summary>A number of payments and their sum.</summary>
/// <param name="Count" example="12">Number of payments.</param>
/// <param name="SumAmount" example="98765.43">Their sum in pounds.</param>
public sealed record LinkCoverageFigure(long Count, decimal SumAmount);
