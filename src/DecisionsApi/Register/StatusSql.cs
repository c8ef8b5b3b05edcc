using System.ComponentModel.DataAnnotations;
using Dapper;
using DecisionsApi.Data;
using Microsoft.Data.Sqlite;

namespace DecisionsApi.Register;

/// <summary>State of the register: how much there is of what. Nothing here reads the table of payments.</summary>
internal static class StatusSql
{
    /// <summary>Reads the state.</summary>
    public static RegisterStatus Read(SqliteConnection connection)
    {
        var (bodies, payments) = connection.QuerySingle<(long, long)>("SELECT count(*), coalesce(sum(payment_count), 0) FROM bodies");
        var issues = connection.Query<(string Code, long Count)>(
            "SELECT substr(mark, 7), count(*) FROM payment_marks WHERE mark > 'issue:' AND mark < 'issue:~' GROUP BY mark"
        );
        return new()
        {
            Sequence = RegisterSql.Head(connection),
            SchemaVersion = Migrations.Version(connection),
            Expenditure = payments,
            Decisions = Count(connection, "decisions"),
            Contracts = Count(connection, "contracts"),
            Programmes = Count(connection, "programmes"),
            Bodies = bodies,
            Suppliers = connection.ExecuteScalar<long>("SELECT count(*) FROM suppliers WHERE merged_key IS NULL"),
            Sources = connection.ExecuteScalar<long>("SELECT count(*) FROM sources"),
            Issues = issues.ToDictionary(i => i.Code, i => i.Count),
            LastImportedAt = connection.ExecuteScalar<string?>("SELECT imported_at FROM imports ORDER BY key DESC LIMIT 1"),
        };
    }

    private static long Count(SqliteConnection connection, string table) =>
        connection.ExecuteScalar<long>($"SELECT count(*) FROM {table} WHERE created_sequence > 0 AND withdrawn_sequence IS NULL");
}

/// <summary>State of the register.</summary>
public sealed record RegisterStatus
{
    /// <summary>Head of the sequence: number of the newest change.</summary>
    /// <example>108</example>
    public required long Sequence { get; init; }

    /// <summary>Version of the database's layout.</summary>
    /// <example>2</example>
    public required int SchemaVersion { get; init; }

    /// <summary>Number of payments, reported totals left out.</summary>
    /// <example>0</example>
    public required long Expenditure { get; init; }

    /// <summary>Number of decisions.</summary>
    /// <example>12</example>
    public required long Decisions { get; init; }

    /// <summary>Number of contracts and procurements.</summary>
    /// <example>4</example>
    public required long Contracts { get; init; }

    /// <summary>Number of programmes.</summary>
    /// <example>2</example>
    public required long Programmes { get; init; }

    /// <summary>Number of bodies.</summary>
    /// <example>89</example>
    public required long Bodies { get; init; }

    /// <summary>Number of suppliers.</summary>
    /// <example>2</example>
    public required long Suppliers { get; init; }

    /// <summary>Number of imported files.</summary>
    /// <example>5</example>
    public required long Sources { get; init; }

    /// <summary>Number of payments with an issue, by its code.</summary>
    /// <example>{"dateMissing":1}</example>
    public required IReadOnlyDictionary<string, long> Issues { get; init; }

    /// <summary>When a file was last imported, RFC 3339 UTC.</summary>
    /// <example>2026-01-02T03:04:05Z</example>
    [DataType(DataType.DateTime)]
    public string? LastImportedAt { get; init; }
}
