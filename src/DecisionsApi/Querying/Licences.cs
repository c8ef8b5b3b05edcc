using Dapper;
using DecisionsApi.Register;
using Microsoft.Data.Sqlite;

namespace DecisionsApi.Querying;

/// <summary>
/// The licences of the sources an answer's records come from. Which ones there are is known for each state of the register; only
/// where that leaves several are the sources of a page asked.
/// </summary>
internal sealed class Licences(Reader reader)
{
    private static readonly string[] SuppliersComeFrom = ["expenditure", "contracts"];

    private volatile Known? _known;

    /// <summary>The licences of an answer, the usual one first; never none.</summary>
    public IReadOnlyList<SourceLicence> Of(RegisterState state, LicenceScope scope, CancellationToken stop)
    {
        var known = At(state, stop);
        if (known.Licences.Count == 1)
        {
            return known.Licences;
        }
        var possible = Distinct(
            known
                .Rows.Where(row => scope.Kinds.Count == 0 || scope.Kinds.Contains(row.Kind))
                .Where(row => scope.Bodies.Count == 0 || row.Body is null || scope.Bodies.Contains(row.Body))
                .Select(row => row.Licence)
        );
        if (possible.Count < 2 || scope.Sources.Count == 0)
        {
            return possible;
        }
        using var reading = reader.Read(stop);
        return Distinct(OfSources(reading.Connection, scope.Sources));
    }

    private Known At(RegisterState state, CancellationToken stop)
    {
        if (_known is { } known && known.State == state)
        {
            return known;
        }
        using var reading = reader.Read(stop);
        var rows = reading
            .Connection.Query<(string Kind, string? Body, string? Name, string? Url)>(
                """
                SELECT DISTINCT s.kind, b.id, p.licence_name, p.licence_url
                FROM series s
                JOIN sources p ON p.series_key = s.key
                LEFT JOIN bodies b ON b.key = s.body_key
                """
            )
            .Select(row => new Row(row.Kind, row.Body, SourceLicence.Of(row.Name, row.Url)))
            .ToList();
        return _known = new(state, rows, Distinct(rows.Select(row => row.Licence)));
    }

    private static IEnumerable<SourceLicence> OfSources(SqliteConnection connection, IReadOnlyCollection<string> ids) =>
        connection
            .Query<(string? Name, string? Url)>("SELECT DISTINCT licence_name, licence_url FROM sources WHERE id IN @ids", new { ids })
            .Select(row => SourceLicence.Of(row.Name, row.Url));

    private static List<SourceLicence> Distinct(IEnumerable<SourceLicence> licences) =>
        [
            .. licences
                .DefaultIfEmpty(SourceLicence.OpenGovernment)
                .DistinctBy(licence => licence.Url ?? licence.Name)
                .OrderBy(licence => licence != SourceLicence.OpenGovernment)
                .ThenBy(licence => licence.Name, StringComparer.Ordinal),
        ];

    /// <summary>The kinds of sources a resource's records come from; none for all.</summary>
    public static IReadOnlyList<string> KindsOf(string resource) =>
        resource switch
        {
            "suppliers" => SuppliersComeFrom,
            "decisions" or "contracts" or "expenditure" => [resource],
            // Bodies and programmes also show what others say of them; sources are of every kind.
            _ => [],
        };

    private sealed record Row(string Kind, string? Body, SourceLicence Licence);

    private sealed record Known(RegisterState State, IReadOnlyList<Row> Rows, IReadOnlyList<SourceLicence> Licences);
}

/// <summary>Which sources the records of an answer can come from.</summary>
internal sealed record LicenceScope
{
    /// <summary>Kinds of sources; none for all.</summary>
    public IReadOnlyList<string> Kinds { get; init; } = [];

    /// <summary>Ids of the only bodies; none for all.</summary>
    public IReadOnlyList<string> Bodies { get; init; } = [];

    /// <summary>Ids of the only sources; none for all.</summary>
    public IReadOnlyList<string> Sources { get; init; } = [];
}
