using Dapper;
using DecisionsApi.Records;
using Microsoft.Data.Sqlite;

namespace DecisionsApi.Suppliers;

/// <summary>
/// Joins suppliers that contracts give the same identifier, and parts them when they no longer do. What is joined depends on all
/// that is known, never on the order in which it came: the representative is the least id.
/// </summary>
internal static class SupplierMergeSql
{
    // Words that names have in common without being one.
    private static readonly HashSet<string> Common = new(StringComparer.Ordinal)
    {
        "and",
        "the",
        "of",
        "ltd",
        "plc",
        "llp",
        "cic",
        "cio",
        "uk",
        "co",
        "group",
        "services",
    };

    /// <summary>Brings suppliers to what their identifiers say: with whom they are joined, and whom their spellings lead to.</summary>
    public static void Settle(Writing writing, IEnumerable<long> suppliers)
    {
        var joined = new Dictionary<long, (long Representative, string? Evidence)>();
        foreach (var supplier in suppliers)
        {
            if (!joined.ContainsKey(supplier))
            {
                foreach (var (member, place) in Group(writing, supplier))
                {
                    joined[member] = place;
                }
            }
        }
        foreach (var (member, (representative, evidence)) in joined)
        {
            writing.Connection.Execute(
                """
                UPDATE suppliers SET
                  merged_key = nullif(@representative, key), merge_evidence = @evidence, changed_sequence = @Head,
                  withdrawn_sequence = CASE WHEN key = @representative THEN NULL ELSE coalesce(withdrawn_sequence, @Head) END
                WHERE key = @member AND (coalesce(merged_key, key) <> @representative OR merge_evidence IS NOT @evidence)
                """,
                new
                {
                    member,
                    representative,
                    evidence,
                    writing.Head,
                },
                writing.Transaction
            );
        }
        SupplierMoveSql.Move(writing, joined.Keys);
    }

    /// <summary>Everybody one supplier is joined with, or was, each with the representative and why.</summary>
    private static Dictionary<long, (long Representative, string? Evidence)> Group(Writing writing, long supplier)
    {
        var members = new Dictionary<long, Member>();
        var waiting = new Queue<long>([supplier]);
        while (waiting.TryDequeue(out var next))
        {
            if (members.ContainsKey(next) || Find(writing, next) is not { } member)
            {
                continue;
            }
            members[next] = member;
            foreach (var other in Together(writing, next, member.Identifiers))
            {
                waiting.Enqueue(other);
            }
        }
        return members.Values.ToDictionary(m => m.Key, m => Place(members, m));
    }

    private static (long Representative, string? Evidence) Place(Dictionary<long, Member> members, Member of)
    {
        var group = new HashSet<long> { of.Key };
        var waiting = new Queue<Member>([of]);
        string? evidence = null;
        while (waiting.TryDequeue(out var member))
        {
            foreach (var other in members.Values.OrderBy(m => m.Id, StringComparer.Ordinal))
            {
                if (!group.Contains(other.Key) && member.Shares(other) is { } identifier)
                {
                    evidence ??= $"Contracts give {identifier} with this name and with {other.Name}.";
                    group.Add(other.Key);
                    waiting.Enqueue(other);
                }
            }
        }
        var representative = group.Select(key => members[key]).MinBy(m => m.Id, StringComparer.Ordinal)!.Key;
        return (representative, representative == of.Key ? null : evidence);
    }

    private static Member? Find(Writing writing, long key)
    {
        var supplier = writing.Connection.QuerySingleOrDefault<(string Id, string Name)?>(
            "SELECT id, name FROM suppliers WHERE key = @key",
            new { key },
            writing.Transaction
        );
        if (supplier is not var (id, name))
        {
            return null;
        }
        var stated = writing
            .Connection.Query<(string Scheme, string Id, string Name)>(
                """
                SELECT DISTINCT i.scheme, i.id, n.name
                FROM supplier_names n
                JOIN supplier_identifiers i ON i.supplier_name_key = n.key
                WHERE n.own_key = @key AND n.basis <> 'curated'
                """,
                new { key },
                writing.Transaction
            )
            .AsList();
        // A name with two numbers of one list is two suppliers, or one of them is wrong: neither tells anything.
        var identifiers = stated
            .GroupBy(s => s.Scheme)
            .Where(scheme => scheme.Select(s => s.Id).Distinct().Count() == 1)
            .Select(scheme => (scheme.Key, scheme.First().Id));
        var words = stated.SelectMany(s => SupplierNames.Letters(s.Name).Split(' ')).Where(word => word.Length > 1);
        // Not what the supplier is called now, which depends on whatever else has come by.
        var called = stated.Select(s => s.Name).Min(StringComparer.Ordinal) ?? name;
        return new(key, id, called, [.. identifiers], [.. words.Except(Common)]);
    }

    /// <summary>Who has one of the identifiers, and who is joined with a supplier now.</summary>
    private static IEnumerable<long> Together(Writing writing, long supplier, IEnumerable<(string Scheme, string Id)> identifiers) =>
        identifiers
            .SelectMany(identifier =>
                writing.Connection.Query<long>(
                    """
                    SELECT DISTINCT n.own_key
                    FROM supplier_identifiers i
                    JOIN supplier_names n ON n.key = i.supplier_name_key
                    WHERE i.scheme = @Scheme AND i.id = @Id
                    """,
                    new { identifier.Scheme, identifier.Id },
                    writing.Transaction
                )
            )
            .Concat(
                writing.Connection.Query<long>(
                    """
                    SELECT merged_key FROM suppliers WHERE key = @supplier AND merged_key IS NOT NULL
                    UNION ALL
                    SELECT key FROM suppliers WHERE merged_key = @supplier
                    """,
                    new { supplier },
                    writing.Transaction
                )
            );

    private sealed record Member(long Key, string Id, string Name, HashSet<(string Scheme, string Id)> Identifiers, HashSet<string> Words)
    {
        /// <summary>The identifier two suppliers have in common, if a word of their names is too: a number alone may be a slip.</summary>
        public string? Shares(Member other) =>
            Words.Overlaps(other.Words)
            && Identifiers.Intersect(other.Identifiers).Order().Select(i => $"{i.Scheme}-{i.Id}").FirstOrDefault() is { } identifier
                ? identifier
                : null;
    }
}
