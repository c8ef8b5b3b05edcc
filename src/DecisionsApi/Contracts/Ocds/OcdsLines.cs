namespace DecisionsApi.Contracts.Ocds;

/// <summary>
/// Reads bytes line by line, or all of them; CRLF, LF and lone CR each end a line. A line beyond the limit is passed over
/// without being held.
/// </summary>
internal sealed class OcdsLines(Stream stream, int limit)
{
    private byte[] _buffer = new byte[1 << 16];
    private int _start;
    private int _end;
    private bool _begun;
    private bool _finished;
    private int _nextNumber = 1;

    /// <summary>Number of the present line, counted from 1.</summary>
    public int Number { get; private set; }

    /// <summary>The present line without its end; valid until the next is read.</summary>
    public ReadOnlyMemory<byte> Line { get; private set; }

    /// <summary>Whether the present line was passed over.</summary>
    public bool TooLong { get; private set; }

    /// <summary>The first two lines that hold anything, without reading past them; each empty where there is none.</summary>
    public (ReadOnlyMemory<byte> First, ReadOnlyMemory<byte> Second) Peek()
    {
        Begin();
        var first = NextFilled(_start);
        var second = NextFilled(first.End);
        return (_buffer.AsMemory(first.Start, first.End - first.Start), _buffer.AsMemory(second.Start, second.End - second.Start));
    }

    /// <summary>Reads the next line; false at the end.</summary>
    public bool Read()
    {
        Begin();
        if (_start > _buffer.Length / 2)
        {
            MakeRoom();
        }
        if (!Has(_start))
        {
            return false;
        }
        Number = _nextNumber++;
        var end = LineEnd(_start);
        TooLong = end - _start >= limit;
        if (TooLong)
        {
            end = PassOver();
        }
        Line = _buffer.AsMemory(_start, TooLong ? 0 : end - _start);
        _start = AfterEnd(end);
        return true;
    }

    /// <summary>All that is left, or null where it is beyond the limit.</summary>
    public ReadOnlyMemory<byte>? ReadToEnd()
    {
        Begin();
        while (_end - _start <= limit)
        {
            if (!Fill())
            {
                return _buffer.AsMemory(_start, _end - _start);
            }
        }
        return null;
    }

    private (int Start, int End) NextFilled(int position)
    {
        while (position - _start < limit && Has(position))
        {
            var end = LineEnd(position);
            if (_buffer.AsSpan(position, end - position).ContainsAnyExcept(" \t"u8))
            {
                return (position, end);
            }
            position = AfterEnd(end);
        }
        return (position, position);
    }

    /// <summary>Position of the line's end, or of the last byte looked at where the line is longer than allowed.</summary>
    private int LineEnd(int from)
    {
        var position = from;
        while (Has(position))
        {
            var found = _buffer.AsSpan(position, _end - position).IndexOfAny((byte)'\r', (byte)'\n');
            if (found >= 0)
            {
                return position + found;
            }
            position = _end;
            if (position - from >= limit)
            {
                return position;
            }
        }
        return position;
    }

    private int PassOver()
    {
        var end = LineEnd(_start);
        while (Has(end) && _buffer[end] is not ((byte)'\r' or (byte)'\n'))
        {
            _start = end;
            MakeRoom();
            end = LineEnd(_start);
        }
        return end;
    }

    private int AfterEnd(int end) =>
        !Has(end) ? end
        : _buffer[end] == '\r' && Has(end + 1) && _buffer[end + 1] == '\n' ? end + 2
        : end + 1;

    private bool Has(int position)
    {
        while (position >= _end)
        {
            if (!Fill())
            {
                return false;
            }
        }
        return true;
    }

    private bool Fill()
    {
        if (_finished)
        {
            return false;
        }
        if (_end == _buffer.Length)
        {
            Array.Resize(ref _buffer, _buffer.Length * 2);
        }
        var read = stream.Read(_buffer, _end, _buffer.Length - _end);
        _end += read;
        _finished = read == 0;
        return !_finished;
    }

    private void Begin()
    {
        if (!_begun)
        {
            _begun = true;
            _start = Has(2) && _buffer.AsSpan().StartsWith("\uFEFF"u8) ? 3 : 0;
        }
    }

    private void MakeRoom()
    {
        _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
        (_start, _end) = (0, _end - _start);
    }
}
