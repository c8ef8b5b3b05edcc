using System.IO.Compression;
using Dapper;
using Microsoft.Data.Sqlite;

namespace DecisionsApi.Sources;

/// <summary>The files as published, kept by their hash, gzip, in pieces that fit in memory.</summary>
internal static class ArchiveSql
{
    private const int PieceLength = 1 << 20;

    /// <summary>Whether the bytes of a hash are there.</summary>
    public static bool Has(SqliteConnection connection, SqliteTransaction transaction, string sha256) =>
        connection.ExecuteScalar<long>("SELECT count(*) FROM archive WHERE sha256 = @sha256 AND piece = 0", new { sha256 }, transaction)
        > 0;

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

    /// <summary>Stops serving the earlier files of a series; their hashes stay.</summary>
    public static void CloseEarlier(
        SqliteConnection connection,
        SqliteTransaction transaction,
        long series,
        string except,
        string reason
    ) =>
        connection.Execute(
            """
            INSERT OR IGNORE INTO archive_closed (sha256, reason)
            SELECT sha256, @reason FROM sources WHERE series_key = @series AND sha256 <> @except;
            DELETE FROM archive WHERE sha256 IN (SELECT sha256 FROM sources WHERE series_key = @series AND sha256 <> @except);
            """,
            new
            {
                series,
                except,
                reason,
            },
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
