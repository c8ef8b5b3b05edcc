using System.Text.Json;
using Dapper;
using DecisionsApi.Formats;
using DecisionsApi.Importing;
using DecisionsApi.Querying;
using DecisionsApi.Register;
using Microsoft.Data.Sqlite;

namespace DecisionsApi.Sources;

/// <summary>Every statement against the sources, their series and the log of imports.</summary>
internal static class SourceSql
{
    /// <summary>Columns of a list or single source; <see cref="From"/> makes the record of them.</summary>
    public const string Columns = """
        p.key AS key,
        p.id AS id,
        s.name AS name,
        s.kind AS kind,
        b.id AS body,
        p.sha256 AS sha256,
        p.file AS file,
        p.sheet AS sheet,
        p.size_bytes AS size_bytes,
        p.detected AS detected,
        p.rows_read AS rows_read,
        p.rows_saved AS rows_saved,
        p.rows_unchanged AS rows_unchanged,
        p.rows_already_published AS rows_already_published,
        p.rows_rejected AS rows_rejected,
        p.rows_blank AS rows_blank,
        p.rows_not_data AS rows_not_data,
        p.rows_withdrawn AS rows_withdrawn,
        p.sum_pence AS sum_pence,
        p.imported_at AS imported_at,
        p.url AS url,
        p.licence_name AS licence_name,
        p.licence_url AS licence_url,
        p.retrieved_at AS retrieved_at
        """;

    public const string Tables = """
        FROM sources p
        LEFT JOIN series s ON s.key = p.series_key
        LEFT JOIN bodies b ON b.key = s.body_key
        """;

    /// <summary>The source of an id, or null.</summary>
    public static Source? Find(SqliteConnection connection, string id) =>
        connection.QuerySingleOrDefault<Row>($"SELECT {Columns} {Tables} WHERE p.id = @id", new { id }) is { } row ? From(row) : null;

    /// <summary>Notes that a file is being imported: finds or makes its series and source, and opens an entry in the log.</summary>
    public static SourceEntry Open(
        ImportContext context,
        string kind,
        Publisher? publisher,
        Detected detected,
        IEnumerable<string> extraHeadings,
        long head,
        IReadOnlyList<string>? headings = null
    )
    {
        var (connection, transaction) = (context.Connection, context.Transaction);
        var series = SeriesOf(connection, transaction, publisher?.Key, kind, context.SourceName);
        var existing = KeyOf(connection, transaction, series, context.File.Sha256);
        var source =
            existing
            ?? Add(
                connection,
                transaction,
                new()
                {
                    Id = Identity.Of("source", publisher?.Slug ?? "", kind, context.SourceName, context.File.Sha256),
                    Series = series,
                    Sha256 = context.File.Sha256,
                    File = context.FileName,
                    Sheet = context.Sheet,
                    SizeBytes = context.File.SizeBytes,
                    Detected = JsonSerializer.Serialize(detected, Json.Sparse),
                    ExtraHeadings = JsonSerializer.Serialize(extraHeadings, Json.Options),
                    ImportedAt = context.ImportedAt,
                    Headings = headings is null ? null : JsonSerializer.Serialize(headings, Json.Options),
                    Delimiter = detected.Delimiter,
                    Url = context.Options.Retrieved?.Url,
                    LicenceName = context.Options.Entry?.Licence?.Name,
                    LicenceUrl = context.Options.Entry?.Licence?.Url,
                    RetrievedAt = context.Options.Retrieved?.At,
                    Sequence = head,
                }
            );
        var import = BeginImport(connection, transaction, source, context.ImportedAt, head);
        return new(series, source, existing is null, existing is null && !HasOther(connection, transaction, series, source), import);
    }

    /// <summary>Key of the series of a source name, made if it is new.</summary>
    private static long SeriesOf(SqliteConnection connection, SqliteTransaction transaction, long? body, string kind, string name) =>
        connection.ExecuteScalar<long?>(
            "SELECT key FROM series WHERE body_key IS @body AND kind = @kind AND name = @name",
            new
            {
                body,
                kind,
                name,
            },
            transaction
        )
        ?? connection.ExecuteScalar<long>(
            "INSERT INTO series (body_key, kind, name) VALUES (@body, @kind, @name) RETURNING key",
            new
            {
                body,
                kind,
                name,
            },
            transaction
        );

    /// <summary>Whether a series has another version.</summary>
    private static bool HasOther(SqliteConnection connection, SqliteTransaction transaction, long series, long source) =>
        connection.ExecuteScalar<bool>(
            "SELECT EXISTS (SELECT 1 FROM sources WHERE series_key = @series AND key <> @source)",
            new { series, source },
            transaction
        );

    /// <summary>Key of the version of a series that has these bytes, or null.</summary>
    private static long? KeyOf(SqliteConnection connection, SqliteTransaction transaction, long series, string sha256) =>
        connection.ExecuteScalar<long?>(
            "SELECT key FROM sources WHERE series_key = @series AND sha256 = @sha256",
            new { series, sha256 },
            transaction
        );

    /// <summary>Adds a source, its counts still to come; its key.</summary>
    private static long Add(SqliteConnection connection, SqliteTransaction transaction, NewSource source) =>
        connection.ExecuteScalar<long>(
            """
            INSERT INTO sources (
              id, series_key, sha256, file, sheet, size_bytes, detected, extra_headings, rows_read, rows_saved, rows_unchanged,
              rows_already_published, rows_rejected, rows_blank, rows_not_data, rows_withdrawn, sum_pence, imported_at,
              headings, delimiter, url, licence_name, licence_url, retrieved_at, created_sequence, changed_sequence)
            VALUES (
              @Id, @Series, @Sha256, @File, @Sheet, @SizeBytes, @Detected, @ExtraHeadings, 0, 0, 0,
              0, 0, 0, 0, 0, 0, @ImportedAt,
              @Headings, @Delimiter, @Url, @LicenceName, @LicenceUrl, @RetrievedAt, @Sequence, @Sequence)
            RETURNING key
            """,
            source,
            transaction
        );

    /// <summary>Sets the counts of a source's first import.</summary>
    public static void SetCounts(SqliteConnection connection, SqliteTransaction transaction, long key, RowCounts rows, long sumPence) =>
        connection.Execute(
            """
            UPDATE sources SET
              rows_read = @Read, rows_saved = @Saved, rows_unchanged = @Unchanged, rows_already_published = @AlreadyPublished,
              rows_rejected = @Rejected, rows_blank = @Blank, rows_not_data = @NotData, rows_withdrawn = @Withdrawn, sum_pence = @sumPence
            WHERE key = @key
            """,
            new
            {
                key,
                sumPence,
                rows.Read,
                rows.Saved,
                rows.Unchanged,
                rows.AlreadyPublished,
                rows.Rejected,
                rows.Blank,
                rows.NotData,
                rows.Withdrawn,
            },
            transaction
        );

    /// <summary>Sets what was found out about a source while its rows were read.</summary>
    public static void SetDetected(SqliteConnection connection, SqliteTransaction transaction, long key, Detected detected) =>
        connection.Execute(
            "UPDATE sources SET detected = @detected WHERE key = @key",
            new { key, detected = JsonSerializer.Serialize(detected, Json.Sparse) },
            transaction
        );

    /// <summary>Opens an entry in the log of imports; its key.</summary>
    public static long BeginImport(SqliteConnection connection, SqliteTransaction transaction, long source, string at, long sequence) =>
        connection.ExecuteScalar<long>(
            """
            INSERT INTO imports (source_key, imported_at, from_sequence, to_sequence)
            VALUES (@source, @at, @sequence, @sequence)
            RETURNING key
            """,
            new
            {
                source,
                at,
                sequence,
            },
            transaction
        );

    /// <summary>Key of the series of a source.</summary>
    public static long SeriesOf(SqliteConnection connection, SqliteTransaction transaction, string id) =>
        connection.ExecuteScalar<long>("SELECT series_key FROM sources WHERE id = @id", new { id }, transaction);

    /// <summary>Closes an entry in the log of imports.</summary>
    public static void EndImport(SqliteConnection connection, SqliteTransaction transaction, long import, long sequence) =>
        connection.Execute(
            """
            UPDATE imports SET to_sequence = @sequence WHERE key = @import;

            -- A source enters the register with its last change.
            UPDATE sources SET created_sequence = @sequence, changed_sequence = @sequence
            WHERE key = (SELECT source_key FROM imports WHERE key = @import)
              AND (SELECT count(*) FROM imports i WHERE i.source_key = sources.key) = 1;
            """,
            new { import, sequence },
            transaction
        );

    /// <summary>The rejected rows of a source, verbatim unless its file is no longer served, each with its faults as JSON.</summary>
    public static IEnumerable<(long Line, string Raw, string Faults)> Rejected(SqliteConnection connection, string id) =>
        connection.Query<(long, string, string)>(
            """
            SELECT r.line,
              CASE WHEN EXISTS (SELECT 1 FROM archive_closed c WHERE c.sha256 = o.sha256) THEN '' ELSE r.raw END,
              r.faults
            FROM sources o
            JOIN rejected_rows r ON r.source_key = o.key
            WHERE o.id = @id
            ORDER BY r.line
            """,
            new { id },
            buffered: false
        );

    public static Source From(Row row) =>
        new()
        {
            Id = row.Id,
            Name = row.Name,
            Kind = row.Kind,
            Body = row.Body,
            Sha256 = row.Sha256,
            File = row.File,
            Sheet = row.Sheet,
            SizeBytes = row.SizeBytes,
            Detected = JsonSerializer.Deserialize<JsonElement>(row.Detected),
            Rows = new(
                row.RowsRead,
                row.RowsSaved,
                row.RowsUnchanged,
                row.RowsAlreadyPublished,
                row.RowsRejected,
                row.RowsBlank,
                row.RowsNotData,
                row.RowsWithdrawn
            ),
            SumAmount = Money.FromPence(row.SumPence),
            ImportedAt = row.ImportedAt,
            Url = row.Url,
            Licence = row.LicenceName is null ? null : new() { Name = row.LicenceName, Url = row.LicenceUrl },
            RetrievedAt = row.RetrievedAt,
        };

    /// <summary>A source about to be stored.</summary>
    private sealed record NewSource
    {
        public required string Id { get; init; }
        public required long Series { get; init; }
        public required string Sha256 { get; init; }
        public required string File { get; init; }
        public string? Sheet { get; init; }
        public required long SizeBytes { get; init; }
        public required string Detected { get; init; }
        public required string ExtraHeadings { get; init; }
        public required string ImportedAt { get; init; }
        public string? Headings { get; init; }
        public string? Delimiter { get; init; }
        public string? Url { get; init; }
        public string? LicenceName { get; init; }
        public string? LicenceUrl { get; init; }
        public string? RetrievedAt { get; init; }
        public required long Sequence { get; init; }
    }

    /// <summary>A source as stored.</summary>
    internal sealed record Row : IListed
    {
        public required long Key { get; init; }
        public required string Id { get; init; }
        public required string Name { get; init; }
        public required string Kind { get; init; }
        public string? Body { get; init; }
        public required string Sha256 { get; init; }
        public required string File { get; init; }
        public string? Sheet { get; init; }
        public required long SizeBytes { get; init; }
        public required string Detected { get; init; }
        public required long RowsRead { get; init; }
        public required long RowsSaved { get; init; }
        public required long RowsUnchanged { get; init; }
        public required long RowsAlreadyPublished { get; init; }
        public required long RowsRejected { get; init; }
        public required long RowsBlank { get; init; }
        public required long RowsNotData { get; init; }
        public required long RowsWithdrawn { get; init; }
        public required long SumPence { get; init; }
        public required string ImportedAt { get; init; }
        public string? Url { get; init; }
        public string? LicenceName { get; init; }
        public string? LicenceUrl { get; init; }
        public string? RetrievedAt { get; init; }
        public string? SortValue { get; init; }
    }
}

/// <summary>The body a whole file is of.</summary>
internal sealed record Publisher(long Key, string Slug);

/// <summary>A file being imported: its series, itself, whether the register has not seen it before, and its entry in the log.</summary>
internal sealed record SourceEntry(long Series, long Source, bool IsNew, bool IsFirst, long Import);
