using Dapper;
using DecisionsApi.Contracts;
using DecisionsApi.Decisions;
using DecisionsApi.Records;
using DecisionsApi.Register;
using Microsoft.Data.Sqlite;

namespace DecisionsApi.Programmes;

/// <summary>Puts what a programme and the records linked with it say into one dated list.</summary>
internal static class TimelineSql
{
    /// <summary>The timeline of a programme that is there.</summary>
    public static Timeline Of(SqliteConnection connection, Programme programme)
    {
        var decisions = Linked(connection, DecisionTable.Instance, programme.Id);
        var contracts = Linked(connection, ContractTable.Instance, programme.Id);
        var events = OfProgramme(programme)
            .Concat(decisions.SelectMany(OfDecision))
            .Concat(contracts.SelectMany(OfContract))
            .Concat(Payments(connection, programme.Id));
        return new()
        {
            Id = programme.Id,
            Name = programme.Name,
            Events = [.. events.OrderBy(e => e.On is null).ThenBy(e => e.On).ThenBy(Rank).ThenBy(e => e.Id, StringComparer.Ordinal)],
        };
    }

    private static IEnumerable<TimelineEvent> OfProgramme(Programme programme)
    {
        foreach (var status in programme.StatusHistory)
        {
            yield return Event("status", "programmes", programme.Id, status.Status, status.On, status.OnPrecision, status.Description);
        }
        foreach (var partner in programme.Partners)
        {
            (string Name, DateOnly? On, string? Precision)[] days =
            [
                ("joined", partner.JoinedOn, partner.JoinedOnPrecision),
                ("left", partner.LeftOn, partner.LeftOnPrecision),
            ];
            foreach (var (name, on, precision) in days.Where(day => day.On is not null))
            {
                yield return Event(name, "programmes", programme.Id, partner.Name, on, precision, partner.Description);
            }
        }
    }

    private static IEnumerable<TimelineEvent> OfDecision(Decision decision)
    {
        yield return Event(
            "decided",
            "decisions",
            decision.Id,
            decision.Title,
            decision.DecidedOn,
            decision.DecidedOnPrecision,
            decision.Summary
        );
        foreach (var action in decision.Actions)
        {
            yield return Event("due", "decisions", decision.Id, decision.Title, action.DueOn, action.DueOnPrecision, action.Description);
        }
    }

    private static IEnumerable<TimelineEvent> OfContract(Contract contract)
    {
        (string Name, DateOnly? On, string? Precision)[] days =
        [
            ("published", contract.PublishedOn, contract.PublishedOnPrecision),
            ("awarded", contract.AwardedOn, contract.AwardedOnPrecision),
            ("signed", contract.SignedOn, contract.SignedOnPrecision),
            ("started", contract.StartOn, contract.StartOnPrecision),
            contract.EndedOn is null
                ? ("ends", contract.EndOn, contract.EndOnPrecision)
                : ("ended", contract.EndedOn, contract.EndedOnPrecision),
        ];
        foreach (var (name, on, precision) in days.Where(day => day.On is not null))
        {
            var ended = name == "ended" ? $"{contract.Status}{(contract.EndReason is null ? "" : ", " + contract.EndReason)}" : null;
            yield return Event(name, "contracts", contract.Id, contract.Title, on, precision, ended) with
            {
                Amount = contract.Value,
            };
        }
    }

    private static IEnumerable<TimelineEvent> Payments(SqliteConnection connection, string programme)
    {
        var months = connection.Query<(string? Month, long Count, long Pence)>(
            """
            SELECT substr(paid_on, 1, 7), count(*), sum(amount_pence)
            FROM payments
            WHERE programme = @programme AND kind <> 'reportedTotal' AND withdrawn_sequence IS NULL
            GROUP BY 1
            """,
            new { programme }
        );
        foreach (var (month, count, pence) in months)
        {
            DateOnly? on = month is null
                ? null
                : DateOnly.ParseExact(month + "-01", "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
            yield return Event("paid", "expenditure", null, null, on, on is null ? null : "month", null) with
            {
                Amount = Money.FromPence(pence),
                Count = count,
            };
        }
        var totals = connection.Query<(string Id, DateOnly? On, string? Purpose, long Pence)>(
            """
            SELECT id, paid_on, purpose, amount_pence
            FROM payments
            WHERE programme = @programme AND kind = 'reportedTotal' AND withdrawn_sequence IS NULL
            """,
            new { programme }
        );
        foreach (var (id, on, purpose, pence) in totals)
        {
            yield return Event("reported", "expenditure", id, null, on, on is null ? null : "day", purpose) with
            {
                Amount = Money.FromPence(pence),
            };
        }
    }

    private const int MostRecords = 10_000;

    private static IReadOnlyList<T> Linked<T>(SqliteConnection connection, RecordTable<T> table, string programme)
        where T : class, IRecord
    {
        var ids = LinkSql.Others(connection, "programmes", [programme], table.Resource, MostRecords)[programme].ToList();
        return RecordSql.From(connection, table, RecordSql.FindAll(connection, table.Resource, ids));
    }

    // Of one day: what was decided comes before what it did.
    private static int Rank(TimelineEvent of) =>
        Array.IndexOf(["published", "decided", "status", "ended"], of.Event) is var at and >= 0 ? at : 9;

    private static TimelineEvent Event(
        string name,
        string resource,
        string? id,
        string? title,
        DateOnly? on,
        string? precision,
        string? description
    ) =>
        new()
        {
            On = on,
            Precision = precision,
            Event = name,
            Resource = resource,
            Id = id,
            Title = title,
            Description = description,
        };
}
