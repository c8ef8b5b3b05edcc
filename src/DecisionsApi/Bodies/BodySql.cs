using Dapper;
using DecisionsApi.Contracts;
using DecisionsApi.Data;
using DecisionsApi.Importing;
using DecisionsApi.Records;
using DecisionsApi.Register;
using Microsoft.Data.Sqlite;

namespace DecisionsApi.Bodies;

/// <summary>The statements about bodies that other records have not.</summary>
internal static class BodySql
{
    /// <summary>Columns of a list or single body beyond those of every record.</summary>
    public const string Totals = ", p.payment_count AS payment_count, p.payment_pence AS payment_pence";

    /// <summary>Key of a body, or null.</summary>
    public static long? KeyOf(SqliteConnection connection, SqliteTransaction transaction, string id) =>
        connection.ExecuteScalar<long?>("SELECT key FROM bodies WHERE id = @id", new { id }, transaction);

    /// <summary>Key of a body; one that the register does not know yet is added under a name made from its id.</summary>
    public static long KeyOrAdd(Writing writing, string id) => KeyOrAdd(writing, new DeclaredBody(id, null, null));

    /// <summary>Key of a body; one that the register does not know yet is added as it was declared.</summary>
    public static long KeyOrAdd(Writing writing, DeclaredBody body)
    {
        if (KeyOf(writing.Connection, writing.Transaction, body.Id) is { } known)
        {
            return known;
        }
        var key = Add(writing.Connection, writing.Transaction, body, writing.Head + 1);
        writing.Append("bodies", key, "created");
        return key;
    }

    /// <summary>Adds a body of which only this is known, under a sequence; its key.</summary>
    public static long Add(SqliteConnection connection, SqliteTransaction transaction, DeclaredBody body, long sequence)
    {
        var name = body.Name ?? Slugs.Name(body.Id);
        return connection.ExecuteScalar<long>(
            """
            INSERT INTO bodies (id, name, name_folded, title, kind, content, created_sequence, changed_sequence)
            VALUES (@Id, @name, @folded, @name, @Kind, @content, @sequence, @sequence)
            RETURNING key
            """,
            new
            {
                body.Id,
                name,
                folded = Folding.Fold(name),
                body.Kind,
                content = RecordJson.Write(new Body { Name = name, Kind = body.Kind }),
                sequence,
            },
            transaction
        );
    }

    /// <summary>Every way the register names its bodies: the texts and the id.</summary>
    public static IEnumerable<(string Text, string Id)> Names(SqliteConnection connection, SqliteTransaction transaction) =>
        connection
            .Query<(string Id, string Name, string Content)>("SELECT id, name, content FROM bodies", transaction: transaction)
            .SelectMany(body =>
                RecordJson
                    .Read<Body>(body.Content)
                    .Identifiers.SelectMany(i => new[] { i.Id, $"{i.Scheme}-{i.Id}" })
                    .Append(body.Name)
                    .Append(body.Id)
                    .OfType<string>()
                    .Select(text => (text, body.Id))
            );

    /// <summary>Contracts whose buyers have the ids of the bodies of exactly their names, where the source gives none.</summary>
    public static IReadOnlyList<Contract> Resolve(SqliteConnection connection, IReadOnlyList<Contract> contracts)
    {
        string[] names =
        [
            .. contracts
                .SelectMany(c => c.Buyers)
                .Where(b => b.Body is null && b.Name is not null)
                .Select(b => Folding.Fold(b.Name!))
                .Distinct(),
        ];
        if (names.Length == 0)
        {
            return contracts;
        }
        var ids = connection
            .Query<(string Name, string Id)>(
                $"SELECT name_folded, id FROM bodies WHERE name_folded {Many.In("names")} ORDER BY name_folded, id",
                new { names = Many.Of(names) }
            )
            .ToLookup(found => found.Name, found => found.Id);
        ContractBuyer Resolved(ContractBuyer buyer) =>
            buyer.Body is null && buyer.Name is not null && ids[Folding.Fold(buyer.Name)].ToList() is [var only]
                ? buyer with
                {
                    Body = only,
                }
                : buyer;
        return [.. contracts.Select(c => c with { Buyers = [.. c.Buyers.Select(Resolved)] })];
    }
}
