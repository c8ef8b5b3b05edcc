namespace DecisionsApi.Sources;

/// <summary>Reads pieces of bytes one after another, never more than one in memory.</summary>
internal sealed class PieceReader(IEnumerable<byte[]> pieces) : Stream
{
    private readonly IEnumerator<byte[]> _pieces = pieces.GetEnumerator();
    private ReadOnlyMemory<byte> _piece;

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException();
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        while (_piece.IsEmpty)
        {
            if (!_pieces.MoveNext())
            {
                return 0;
            }
            _piece = _pieces.Current;
        }
        var part = Math.Min(count, _piece.Length);
        _piece[..part].CopyTo(buffer.AsMemory(offset));
        _piece = _piece[part..];
        return part;
    }

    public override void Flush() { }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        _pieces.Dispose();
        base.Dispose(disposing);
    }
}
