using System.Text.Json.Nodes;
using DecisionsApi.Formats;
using DecisionsApi.Importing;
using DecisionsApi.Records;
using DecisionsApi.Register;
using DecisionsApi.Sources;

namespace DecisionsApi.Contracts.Ocds;

/// <summary>
/// Takes in releases of the Open Contracting Data Standard. Releases are kept; the contracts of a process are what all of its
/// releases come to by the standard's merging rules, whichever files they came in. In the report a row is a release.
/// </summary>
internal sealed class OcdsImport : IJsonImport
{
    private static readonly ContractImport Contracts = new();

    public string Kind => Contracts.Kind;

    public bool Recognise(JsonOutline outline) =>
        !outline.IsSchema && (outline.Names.Contains("ocid") || outline.Names.Contains("releases") || outline.Names.Contains("records"));

    public TableReport Import(ImportContext context)
    {
        var (connection, transaction) = (context.Connection, context.Transaction);
        var head = RegisterSql.Head(connection, transaction);
        var detected = new Detected("utf-8", null, null, null, new Dictionary<string, string>());
        var source = SourceSql.Open(context, Kind, null, detected, [], head);
        using var rejected = new RejectedRows(connection, source.Source, source.IsNew);
        var read = Stage(context, rejected);
        var settled = ReleaseSql.Settle(connection, transaction, source.Series, source.Source);
        var writing = new Writing(connection, transaction, source.Import, head);
        var outcome = new Outcome();
        foreach (var ocid in settled.Processes)
        {
            Compile(context, writing, ocid, outcome);
        }
        var rows = new RowCounts(read, settled.New, settled.Known, settled.Elsewhere, rejected.Count, 0, 0, outcome.Withdrawn);
        if (!rows.Balances)
        {
            throw new InvalidOperationException($"The import does not add up: {rows}.");
        }
        LinkRuleSql.Renew(writing);
        SourceSql.EndImport(connection, transaction, source.Import, writing.Head);
        if (source.IsNew)
        {
            SourceSql.SetCounts(connection, transaction, source.Source, rows, 0);
        }
        OcdsArchive.Keep(context);
        return new()
        {
            File = context.DisplayPath,
            SourceName = context.SourceName,
            Sha256 = context.File.Sha256,
            Kind = Kind,
            Detected = detected,
            Rows = rows,
            SumAmount = 0.00m,
            Rejected = rejected.Faults,
            Issues = outcome.Issues,
            NotUnderstood = outcome.NotUnderstood.Count == 0 ? null : outcome.NotUnderstood,
            Changes = context.Options.DryRun ? null : new(head, writing.Head),
        };
    }

    private static int Stage(ImportContext context, RejectedRows rejected)
    {
        var read = 0;
        using var staging = ReleaseSql.Stage(context.Connection, context.Transaction);
        foreach (var item in OcdsFile.Read(context.File.Path))
        {
            switch (item)
            {
                case OcdsRelease release:
                    OcdsPrivacy.WithoutContacts(release.Json);
                    var hash = Identity.Of(release.Json.ToJsonString(Json.Options));
                    staging.Add(release.Line, release.Ocid, hash, OcdsPrivacy.WithoutContacts(release.Raw));
                    break;
                case OcdsFault fault:
                    rejected.Add(new([new(fault.Line, null, fault.Code, fault.Found, fault.Expected)], ""));
                    break;
            }
            context.Progress(++read);
        }
        return read;
    }

    /// <summary>Makes the contracts of a process what its releases come to; those it no longer has are withdrawn.</summary>
    private static void Compile(ImportContext context, Writing writing, string ocid, Outcome outcome)
    {
        var origin = $"ocds:{ocid}";
        var gone = StatementSql.StatedBy(writing, "contracts", origin).ToHashSet();
        var releases = ReleaseSql.Of(writing.Connection, writing.Transaction, ocid);
        if (releases.Count > 0)
        {
            var parsed = releases.Select(release => (Release: release, Json: JsonNode.Parse(release.Content)!.AsObject())).ToList();
            // The place of a contract is that of the newest release.
            var newest = parsed.MaxBy(release => (string?)release.Json["date"] ?? "", StringComparer.Ordinal).Release;
            JsonObject[] all = [.. parsed.Select(release => release.Json)];
            var mapped = OcdsContracts.Of(OcdsMerge.Compile(all), OcdsHistory.Of(all));
            outcome.Add(mapped);
            foreach (var contract in mapped.Contracts)
            {
                var (record, unknown, faults) = Contracts.Bind(contract.Fields, (int)newest.Line, context.Options);
                outcome.Add(unknown, faults);
                if (record is not null)
                {
                    var id = ContractImport.IdentityOf(record).Id;
                    StatementSql.State(
                        writing,
                        "contracts",
                        id,
                        new(origin, newest.Source, newest.Line, newest.Content, RecordJson.Write(record))
                    );
                    _ = SettlingSql.Settle(writing, ContractTable.Instance, id);
                    gone.Remove(id);
                }
            }
        }
        foreach (var id in gone)
        {
            StatementSql.Retract(writing, "contracts", id, origin);
            outcome.Withdrawn += SettlingSql.Settle(writing, ContractTable.Instance, id) == Settled.Withdrawn ? 1 : 0;
        }
    }

    private sealed class Outcome
    {
        public int Withdrawn { get; set; }
        public SortedDictionary<string, int> Issues { get; } = new(StringComparer.Ordinal);
        public SortedDictionary<string, int> NotUnderstood { get; } = new(StringComparer.Ordinal);

        public void Add(OcdsContracts mapped)
        {
            foreach (var path in mapped.NotUnderstood)
            {
                NotUnderstood[path] = NotUnderstood.GetValueOrDefault(path) + 1;
            }
            Count(mapped.Contracts.SelectMany(contract => contract.Issues).Select(issue => issue.Code));
        }

        public void Add(IEnumerable<string> unknown, IEnumerable<RowFault> faults)
        {
            Count(unknown.Select(_ => "unknownField"));
            Count(faults.Select(fault => fault.Code));
        }

        private void Count(IEnumerable<string> codes)
        {
            foreach (var code in codes)
            {
                Issues[code] = Issues.GetValueOrDefault(code) + 1;
            }
        }
    }
}
