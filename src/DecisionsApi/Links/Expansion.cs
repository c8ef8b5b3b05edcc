using DecisionsApi.Contracts;
using DecisionsApi.Decisions;
using DecisionsApi.Expenditure;
using DecisionsApi.Programmes;
using DecisionsApi.Records;
using Microsoft.Data.Sqlite;

namespace DecisionsApi.Links;

/// <summary>Adds to records the records they are linked with, in a bounded number of statements a page.</summary>
internal static class Expansion
{
    /// <summary>Records with what <c>include=</c> names of the records linked with them.</summary>
    public static IReadOnlyList<T> Add<T>(
        SqliteConnection connection,
        string resource,
        IReadOnlyList<T> records,
        IReadOnlySet<string> includes,
        Func<T, string> id,
        Func<T, Included, T> with
    )
    {
        var wanted = includes.Select(Resource).OfType<string>().ToHashSet();
        if (wanted.Count == 0 || records.Count == 0)
        {
            return records;
        }
        string[] ids = [.. records.Select(id)];
        var decisions = Linked(
            wanted,
            "decisions",
            other => Of(connection, resource, ids, other, Records(connection, DecisionTable.Instance))
        );
        var contracts = Linked(
            wanted,
            "contracts",
            other => Of(connection, resource, ids, other, Records(connection, ContractTable.Instance))
        );
        var programmes = Linked(
            wanted,
            "programmes",
            other => Of(connection, resource, ids, other, Records(connection, ProgrammeTable.Instance))
        );
        var payments = Linked(wanted, "expenditure", other => Of(connection, resource, ids, other, of => Payments(connection, of)));
        return
        [
            .. records.Select(record =>
                with(
                    record,
                    new()
                    {
                        Decisions = decisions?[id(record)].OrderByDescending(d => d.DecidedOn).ToList(),
                        Contracts = contracts?[id(record)].ToList(),
                        Programmes = programmes?[id(record)].ToList(),
                        Expenditure = payments?[id(record)].OrderByDescending(p => p.PaidOn).ToList(),
                    }
                )
            ),
        ];
    }

    // One record is named in the singular: a decision has one programme, a programme has many decisions.
    private static string? Resource(string include) =>
        include switch
        {
            "decision" or "decisions" => "decisions",
            "contract" or "contracts" => "contracts",
            "programme" or "programmes" => "programmes",
            "expenditure" => "expenditure",
            _ => null,
        };

    private static ILookup<string, T>? Linked<T>(HashSet<string> wanted, string resource, Func<string, ILookup<string, T>> find) =>
        wanted.Contains(resource) ? find(resource) : null;

    private static ILookup<string, T> Of<T>(
        SqliteConnection connection,
        string resource,
        string[] ids,
        string other,
        Func<IReadOnlyCollection<string>, IReadOnlyDictionary<string, T>> load
    )
    {
        var pairs = LinkSql.Others(connection, resource, ids, other);
        var found = load([.. pairs.SelectMany(pair => pair).Distinct()]);
        return pairs
            .SelectMany(owner => owner.Where(found.ContainsKey).Select(id => (Owner: owner.Key, Record: found[id])))
            .ToLookup(pair => pair.Owner, pair => pair.Record);
    }

    private static Func<IReadOnlyCollection<string>, IReadOnlyDictionary<string, T>> Records<T>(
        SqliteConnection connection,
        RecordTable<T> table
    )
        where T : class, IRecord =>
        ids => RecordSql.From(connection, table, RecordSql.FindAll(connection, table.Resource, ids)).ToDictionary(record => record.Id);

    private static Dictionary<string, Payment> Payments(SqliteConnection connection, IReadOnlyCollection<string> ids) =>
        PaymentSql.FindAll(connection, ids).ToDictionary(payment => payment.Id);
}
