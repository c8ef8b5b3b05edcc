using Dapper;
using DecisionsApi.Bodies;
using DecisionsApi.Records;
using DecisionsApi.Register;
using Microsoft.Data.Sqlite;

namespace DecisionsApi.Reconciliation;

/// <summary>The statements that read the bodies of the register, which are few enough to be looked at one by one.</summary>
internal static class BodyCandidateSql
{
    /// <summary>Every body, by key.</summary>
    public static IReadOnlyDictionary<long, Body> All(SqliteConnection connection) =>
        connection
            .Query<(long Key, string Id, string Name, string Content, long Payments, long Pence)>(
                "SELECT key, id, name, content, payment_count, payment_pence FROM bodies WHERE withdrawn_sequence IS NULL ORDER BY id"
            )
            .ToDictionary(
                row => row.Key,
                row =>
                    RecordJson.Read<Body>(row.Content) with
                    {
                        Id = row.Id,
                        Name = row.Name,
                        PaymentCount = row.Payments,
                        SumAmount = Money.FromPence(row.Pence),
                    }
            );

    /// <summary>Names that bodies had in earlier versions, by key.</summary>
    public static ILookup<long, string> EarlierNames(SqliteConnection connection) =>
        connection
            .Query<(long Key, string Content)>("SELECT record_key, content FROM record_versions WHERE resource = 'bodies'")
            .Select(version => (version.Key, RecordJson.Read<Body>(version.Content).Name))
            .Where(version => version.Name is not null)
            .Distinct()
            .ToLookup(version => version.Key, version => version.Name!);
}
