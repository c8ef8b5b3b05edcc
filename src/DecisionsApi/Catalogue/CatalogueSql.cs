using Dapper;
using DecisionsApi.Querying;
using Microsoft.Data.Sqlite;

namespace DecisionsApi.Catalogue;

/// <summary>What the catalogue says of the lists and only the register knows.</summary>
internal static class CatalogueSql
{
    /// <summary>The first and the last day that records of a list are about, each found at the end of an index.</summary>
    public static (DateOnly? First, DateOnly? Last) Days(SqliteConnection connection, DayColumn days) =>
        (Day(connection, days, "ASC"), Day(connection, days, "DESC"));

    /// <summary>When an import last changed records of a list, RFC 3339 UTC; null for never.</summary>
    public static string? ModifiedAt(SqliteConnection connection, string resource)
    {
        var kinds = Licences.KindsOf(resource);
        var where = kinds.Count == 0 ? "" : "AND s.kind IN @kinds";
        return connection.ExecuteScalar<string?>(
            $"""
            SELECT max(i.imported_at)
            FROM imports i
            JOIN sources o ON o.key = i.source_key
            JOIN series s ON s.key = o.series_key
            WHERE i.to_sequence >= i.from_sequence {where}
            """,
            new { kinds }
        );
    }

    private static DateOnly? Day(SqliteConnection connection, DayColumn days, string direction) =>
        connection.QuerySingleOrDefault<DateOnly?>(
            $"""
            SELECT p.{days.Column}
            FROM {days.Table} p
            WHERE {days.IsThere} AND p.withdrawn_sequence IS NULL
            ORDER BY p.{days.Order} {direction}
            LIMIT 1
            """
        );
}
