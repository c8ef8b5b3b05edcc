using System.IO.Compression;
using Dapper;
using Microsoft.Data.Sqlite;

namespace DecisionsApi.Sources;

/// <summary>The files as published, kept by their hash, gzip, in pieces that fit in memory.</summary>
internal static class ArchiveSql
{
    private const int PieceLength = 1 << 20;

    private const string Withheld = "a later version withholds what it shows";

    /// <summary>Whether the bytes of a hash are there, or must not be.</summary>
    public static bool Has(SqliteConnection connection, SqliteTransaction transaction, string sha256) =>
        connection.ExecuteScalar<long>(
            """
            SELECT EXISTS (SELECT 1 FROM archive WHERE sha256 = @sha256 AND piece = 0)
              OR EXISTS (SELECT 1 FROM archive_closed WHERE sha256 = @sha256)
            """,
            new { sha256 },
            transaction
        ) > 0;

    /// <summary>Whether a file was closed because a later version of its own series withholds what it shows.</summary>
    public static bool ShowsWithheld(SqliteConnection connection, SqliteTransaction transaction, long source) =>
        connection.ExecuteScalar<long>(
            """
            SELECT count(*)
            FROM sources o
            JOIN archive_closed c ON c.sha256 = o.sha256
            WHERE o.key = @source AND c.reason = @Withheld
              AND o.key <> (
                SELECT i.source_key FROM imports i
                WHERE i.source_key IN (SELECT s.key FROM sources s WHERE s.series_key = o.series_key)
                  AND i.key < (SELECT max(key) FROM imports)
                ORDER BY i.key DESC LIMIT 1)
            """,
            new { source, Withheld },
            transaction
        ) > 0;

    /// <summary>A stream to write a file's bytes into; they are in the archive when it is disposed.</summary>
    public static Stream Write(SqliteConnection connection, SqliteTransaction transaction, string sha256) =>
        new GZipStream(new PieceStream(connection, transaction, sha256), CompressionLevel.Fastest);

    /// <summary>Whether the bytes of a hash are given to readers.</summary>
    public static bool IsServed(SqliteConnection connection, string sha256) =>
        connection.ExecuteScalar<long>(
            """
            SELECT count(*) FROM archive
            WHERE sha256 = @sha256 AND piece = 0 AND NOT EXISTS (SELECT 1 FROM archive_closed c WHERE c.sha256 = @sha256)
            """,
            new { sha256 }
        ) > 0;

    /// <summary>How many pieces a file is archived in.</summary>
    public static long CountPieces(SqliteConnection connection, string sha256) =>
        connection.ExecuteScalar<long>("SELECT count(*) FROM archive WHERE sha256 = @sha256", new { sha256 });

    /// <summary>One piece of an archived file; it fails when the file has been closed meanwhile.</summary>
    public static byte[] Piece(SqliteConnection connection, string sha256, int piece) =>
        connection.QuerySingle<byte[]>("SELECT bytes FROM archive WHERE sha256 = @sha256 AND piece = @piece", new { sha256, piece });

    /// <summary>The archived pieces of a file, in order.</summary>
    public static IEnumerable<byte[]> Pieces(SqliteConnection connection, string sha256) =>
        connection.Query<byte[]>(
            "SELECT bytes FROM archive WHERE sha256 = @sha256 ORDER BY piece",
            new { sha256 },
            transaction: null,
            buffered: false
        );

    /// <summary>
    /// Stops serving those earlier files of a series, and files that publish one of some payments beside it, that show one of some
    /// texts; their hashes stay.
    /// </summary>
    public static void CloseShowing(
        SqliteConnection connection,
        SqliteTransaction transaction,
        long series,
        string except,
        IReadOnlyCollection<long> payments,
        ArchiveSearch shown,
        string reason = Withheld
    )
    {
        var files = connection
            .Query<string>(
                "SELECT sha256 FROM sources WHERE series_key = @series AND sha256 <> @except",
                new { series, except },
                transaction
            )
            .ToHashSet(StringComparer.Ordinal);
        foreach (var some in payments.Chunk(500))
        {
            files.UnionWith(
                connection.Query<string>(
                    """
                    SELECT DISTINCT o.sha256 FROM payment_sources s JOIN sources o ON o.key = s.source_key
                    WHERE s.payment_key IN @some AND o.sha256 <> @except
                    """,
                    new { some, except },
                    transaction
                )
            );
        }
        foreach (var file in files)
        {
            bool found;
            using (var bytes = new GZipStream(new PieceReader(Pieces(connection, file)), CompressionMode.Decompress))
            {
                found = shown.In(bytes);
            }
            if (found)
            {
                Close(connection, transaction, file, reason);
            }
        }
    }

    /// <summary>Stops serving a file for good; its hash stays.</summary>
    public static void Close(SqliteConnection connection, SqliteTransaction transaction, string sha256, string reason) =>
        connection.Execute(
            """
            INSERT OR IGNORE INTO archive_closed (sha256, reason) VALUES (@sha256, @reason);
            DELETE FROM archive WHERE sha256 = @sha256;
            """,
            new { sha256, reason },
            transaction
        );

    private sealed class PieceStream(SqliteConnection connection, SqliteTransaction transaction, string sha256) : Stream
    {
        private readonly MemoryStream _piece = new(PieceLength);
        private int _number;

        public override bool CanRead => false;
        public override bool CanSeek => false;
        public override bool CanWrite => true;
        public override long Length => throw new NotSupportedException();
        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override void Write(byte[] buffer, int offset, int count)
        {
            while (count > 0)
            {
                var part = Math.Min(count, PieceLength - (int)_piece.Length);
                _piece.Write(buffer, offset, part);
                (offset, count) = (offset + part, count - part);
                if (_piece.Length == PieceLength)
                {
                    Flush();
                }
            }
        }

        public override void Flush()
        {
            if (_piece.Length == 0)
            {
                return;
            }
            lock (connection)
            {
                connection.Execute(
                    "INSERT INTO archive (sha256, piece, bytes) VALUES (@sha256, @piece, @bytes)",
                    new
                    {
                        sha256,
                        piece = _number++,
                        bytes = _piece.ToArray(),
                    },
                    transaction
                );
            }
            _piece.SetLength(0);
        }

        protected override void Dispose(bool disposing)
        {
            Flush();
            base.Dispose(disposing);
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();
    }
}
