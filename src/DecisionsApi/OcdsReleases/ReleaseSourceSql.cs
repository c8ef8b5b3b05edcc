using Dapper;
using DecisionsApi.Contracts;
using DecisionsApi.Expenditure;
using DecisionsApi.Records;
using DecisionsApi.Suppliers;
using Microsoft.Data.Sqlite;

namespace DecisionsApi.OcdsReleases;

/// <summary>The statements that gather what releases are made of; a bounded number for each page.</summary>
internal static class ReleaseSourceSql
{
    /// <summary>Payments a release holds; their number and the address of all of them stand beside.</summary>
    public const int MostPayments = LinkSql.MostOfOneRecord;

    // A statement takes some 32,000 parameters; a page may name three times as many payments.
    private const int ManyIds = 10_000;

    /// <summary>Contracts of one process that a record holds.</summary>
    public const int MostOfOneProcess = 1000;

    /// <summary>What the releases of some contracts are made of.</summary>
    public static IReadOnlyList<ReleaseSource> From(SqliteConnection connection, IReadOnlyList<RecordRow> rows)
    {
        var contracts = WithTenderers(connection, RecordSql.From(connection, ContractTable.Instance, rows));
        var links = PaymentLinks(connection, [.. rows.Select(row => row.Id)]).ToLookup(link => link.Contract);
        var payments = links
            .SelectMany(of => of)
            .Select(link => link.Payment)
            .Distinct()
            .Chunk(ManyIds)
            .SelectMany(ids => PaymentSql.FindAll(connection, ids))
            .ToDictionary(payment => payment.Id);
        var decisions = Decisions(connection, [.. contracts.SelectMany(Release.DecisionsOf).Distinct()]);
        var names = new ReleaseNames(
            Bodies(connection, [.. payments.Values.Select(p => p.Body).Distinct()]),
            decisions.ToDictionary(decision => decision.Id, decision => decision.DecidedOn),
            Ocids(connection, [.. contracts.SelectMany(c => c.Related).Select(r => r.Target?.Id).OfType<string>().Distinct()])
        );
        var sequences = decisions.ToDictionary(decision => decision.Id, decision => decision.ChangedSequence);
        long[] changed =
        [
            .. rows.Zip(
                contracts,
                (row, contract) =>
                    links[row.Id]
                        .Select(link => link.Sequence)
                        .Concat(Release.DecisionsOf(contract).Select(id => sequences.GetValueOrDefault(id)))
                        .Append(row.ChangedSequence)
                        .Max()
            ),
        ];
        var times = Times(connection, [.. changed.Distinct()]);
        return
        [
            .. rows.Select(
                (row, i) =>
                    new ReleaseSource
                    {
                        Contract = contracts[i],
                        ChangedAt = times[changed[i]],
                        Payments =
                        [
                            .. links[row.Id]
                                .Where(link => payments.ContainsKey(link.Payment))
                                .Select(link => new LinkedPayment(payments[link.Payment], link.Basis, link.Confidence / 100m)),
                        ],
                        PaymentCount = links[row.Id].Select(link => link.Total).FirstOrDefault(),
                        Names = names,
                    }
            ),
        ];
    }

    /// <summary>Contracts whose tenderers have the ids they have as suppliers elsewhere, so that one name is one party in every release.</summary>
    private static IReadOnlyList<Contract> WithTenderers(SqliteConnection connection, IReadOnlyList<Contract> contracts)
    {
        string[] names =
        [
            .. contracts.SelectMany(c => c.Suppliers).Where(s => s.Id is null).Select(s => s.Name).OfType<string>().Distinct(),
        ];
        if (names.Length == 0)
        {
            return contracts;
        }
        var ids = SupplierSql.IdsOf(connection, names);
        return
        [
            .. contracts.Select(c =>
                c with
                {
                    Suppliers = [.. c.Suppliers.Select(s => s with { Id = s.Id ?? ids.GetValueOrDefault(s.Name ?? "") })],
                }
            ),
        ];
    }

    /// <summary>The contracts of a process that are not withdrawn.</summary>
    public static IReadOnlyList<RecordRow> OfProcess(SqliteConnection connection, string ocid)
    {
        var (columns, tables) = RecordSql.Select("contracts", raw: false);
        return connection
            .Query<RecordRow>(
                $"SELECT {columns} {tables} WHERE p.ocid = @ocid AND p.withdrawn_sequence IS NULL ORDER BY p.id LIMIT @most",
                new { ocid, most = MostOfOneProcess }
            )
            .AsList();
    }

    /// <summary>The contract of a process that was withdrawn last; null where none ever was.</summary>
    public static RecordRow? Withdrawn(SqliteConnection connection, string ocid)
    {
        var (columns, tables) = RecordSql.Select("contracts", raw: false);
        return connection.QueryFirstOrDefault<RecordRow>(
            $"SELECT {columns} {tables} WHERE p.ocid = @ocid AND p.withdrawn_sequence IS NOT NULL ORDER BY p.withdrawn_sequence DESC LIMIT 1",
            new { ocid }
        );
    }

    private static List<PaymentLink> PaymentLinks(SqliteConnection connection, IReadOnlyCollection<string> contracts) =>
        connection
            .Query<PaymentLink>(
                """
                SELECT contract, payment, basis, confidence, total, sequence FROM (
                  SELECT l.to_id AS contract, l.from_id AS payment, min(l.basis) AS basis, max(l.confidence) AS confidence,
                    count(*) OVER (PARTITION BY l.to_id) AS total,
                    max(p.changed_sequence) OVER (PARTITION BY l.to_id) AS sequence,
                    row_number() OVER (PARTITION BY l.to_id ORDER BY p.paid_on IS NULL, p.paid_on DESC, p.id) AS number
                  FROM links l
                  JOIN payments p ON p.id = l.from_id
                  WHERE l.to_resource = 'contracts' AND l.to_id IN @contracts AND l.from_resource = 'expenditure'
                    AND p.withdrawn_sequence IS NULL AND p.kind <> 'reportedTotal'
                  GROUP BY l.to_id, l.from_id, p.id, p.paid_on, p.changed_sequence
                )
                WHERE number <= @most
                ORDER BY contract, number
                """,
                new { contracts, most = MostPayments }
            )
            .AsList();

    private static List<Decided> Decisions(SqliteConnection connection, IReadOnlyCollection<string> ids) =>
        connection
            .Query<Decided>(
                "SELECT id, decided_on AS decided_on, changed_sequence AS changed_sequence FROM decisions WHERE id IN @ids",
                new { ids }
            )
            .AsList();

    private static Dictionary<string, string> Bodies(SqliteConnection connection, IReadOnlyCollection<string> ids) =>
        connection
            .Query<(string Id, string Name)>("SELECT id, name FROM bodies WHERE id IN @ids", new { ids })
            .ToDictionary(b => b.Id, b => b.Name);

    private static Dictionary<string, string?> Ocids(SqliteConnection connection, IReadOnlyCollection<string> ids) =>
        connection
            .Query<(string Id, string? Ocid)>("SELECT id, ocid FROM contracts WHERE id IN @ids AND withdrawn_sequence IS NULL", new { ids })
            .ToDictionary(c => c.Id, c => c.Ocid);

    private static Dictionary<long, string> Times(SqliteConnection connection, IReadOnlyCollection<long> sequences) =>
        connection
            .Query<(long Sequence, string At)>(
                "SELECT c.sequence, i.imported_at FROM changes c JOIN imports i ON i.key = c.import_key WHERE c.sequence IN @sequences",
                new { sequences }
            )
            .ToDictionary(change => change.Sequence, change => change.At);

    private sealed record PaymentLink
    {
        public required string Contract { get; init; }
        public required string Payment { get; init; }
        public required string Basis { get; init; }
        public required int Confidence { get; init; }
        public required long Total { get; init; }
        public required long Sequence { get; init; }
    }

    private sealed record Decided
    {
        public required string Id { get; init; }
        public DateOnly? DecidedOn { get; init; }
        public required long ChangedSequence { get; init; }
    }
}
