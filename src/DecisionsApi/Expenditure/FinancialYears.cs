using System.Globalization;

namespace DecisionsApi.Expenditure;

/// <summary>Financial years of British public bodies: 1 April to 31 March, written 2012-13.</summary>
internal static class FinancialYears
{
    private static readonly string[] Names = [.. Enumerable.Range(0, 200).Select(i => Name(1950 + i))];

    /// <summary>The financial year in which a day lies.</summary>
    public static string Of(DateOnly day) => Names[(day.Month < 4 ? day.Year - 1 : day.Year) - 1950];

    private static string Name(int start) => string.Create(CultureInfo.InvariantCulture, $"{start}-{(start + 1) % 100:00}");
}
