using System.Buffers;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using DecisionsApi.Records;

namespace DecisionsApi.Contracts;

/// <summary>Identifiers of organisations, so written that the same number reads the same wherever it was published.</summary>
internal static partial class OrganisationIdentifiers
{
    private const int CompanyNumberLength = 8;
    private static readonly SearchValues<char> Characters = SearchValues.Create("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ");

    /// <summary>
    /// A scheme and a number as our layout has them. Company numbers of digits alone are filled up to eight with zeros, which
    /// spreadsheets drop (Contracts Finder, Find a Tender); everything else stays as published.
    /// </summary>
    public static JsonObject Of(string scheme, string id)
    {
        var padded = scheme == "GB-COH" && IsDigits(id) ? id.PadLeft(CompanyNumberLength, '0') : id;
        return new() { ["scheme"] = scheme, ["id"] = padded };
    }

    /// <summary>
    /// Whether a text can be a number at Companies House: up to eight digits that are not all zero, or eight characters of which
    /// the first three and the last may be letters (SC475583, IP21143R).
    /// </summary>
    public static bool IsCompanyNumber(string id) =>
        id.Length <= CompanyNumberLength && (IsDigits(id) ? id.AsSpan().ContainsAnyInRange('1', '9') : IsLettered(id));

    /// <summary>Whether a text can be a number of the Charity Commission for England and Wales.</summary>
    public static bool IsCharityNumber(string id) => id.Length is 6 or 7 && IsDigits(id) && id[0] != '0';

    /// <summary>
    /// An identifier that shows which legal person is meant: of a list that gives each one number, and of that list's form. Numbers
    /// that a platform or publisher gives by itself show nothing beyond it.
    /// </summary>
    public static (string Scheme, string Id)? Sound(Identifier identifier)
    {
        if (identifier is not { Scheme: { } scheme, Id: { } text })
        {
            return null;
        }
        var id = (string)Of(scheme, text.Trim().ToUpperInvariant())["id"]!;
        var sound = scheme switch
        {
            "GB-COH" => IsCompanyNumber(id),
            "GB-CHC" => IsCharityNumber(id),
            "GB-SC" => ScottishCharity().IsMatch(id),
            "GB-NIC" => NorthernIrishCharity().IsMatch(id),
            "GB-UKPRN" => LearningProvider().IsMatch(id),
            "GB-PPON" => ProcurementNumber().IsMatch(id),
            _ => false,
        };
        return sound ? (scheme, id) : null;
    }

    [GeneratedRegex("^SC[0-9]{6}$")]
    private static partial Regex ScottishCharity();

    [GeneratedRegex("^(NIC)?[0-9]{6}$")]
    private static partial Regex NorthernIrishCharity();

    [GeneratedRegex("^1[0-9]{7}$")]
    private static partial Regex LearningProvider();

    [GeneratedRegex("^[A-Z]{4}-[0-9]{4}-[A-Z]{4}$")]
    private static partial Regex ProcurementNumber();

    private static bool IsLettered(string id) =>
        id.Length == CompanyNumberLength && !id.AsSpan().ContainsAnyExcept(Characters) && IsDigits(id[3..^1]);

    private static bool IsDigits(string id) => id.Length > 0 && !id.AsSpan().ContainsAnyExceptInRange('0', '9');
}
