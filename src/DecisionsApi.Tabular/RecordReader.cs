using System.Buffers;

namespace DecisionsApi.Tabular;

/// <summary>
/// Splits delimited text into records (RFC 4180, any delimiter, any line end) and knows of each the physical line it starts
/// on and its exact text. A record with faulty quotes is one fault on one line: reading resumes at the next line, so that a
/// stray quote cannot swallow the rest of the file.
/// </summary>
public sealed class RecordReader : IDisposable
{
    /// <summary>Characters in one record at most; a longer one is a fault.</summary>
    public const int MaxRecordLength = 1 << 20;

    /// <summary>Cells in one record at most; the rest is a fault.</summary>
    public const int MaxCells = 4096;

    private static readonly SearchValues<char> Newlines = SearchValues.Create(['\r', '\n']);
    private readonly TextReader _text;
    private readonly char _delimiter;
    private readonly int? _expectedCells;
    private readonly bool _countRecords;
    private readonly SearchValues<char> _stops;
    private readonly List<(int Start, int Length, bool Escaped)> _cells = new(32);
    private char[] _buffer;
    private int _start;
    private int _end;
    private bool _finished;
    private int _rawLength;
    private int _nextLine = 1;

    /// <param name="text">The text, from its first line.</param>
    /// <param name="delimiter">The character between cells.</param>
    /// <param name="expectedCells">
    /// Cells of a row of this table. With it a record with faulty quotes is read all the same where its own line, every quote
    /// that does not close a cell taken as a character, has exactly as many.
    /// </param>
    /// <param name="countRecords">Whether a line is a record, as in a sheet, whatever line ends its cells hold.</param>
    public RecordReader(TextReader text, char delimiter, int? expectedCells = null, bool countRecords = false)
        : this(text, delimiter, expectedCells, countRecords, 1 << 16) { }

    /// <param name="text">The whole text, which may be a single record: it takes no more memory than that.</param>
    /// <param name="delimiter">The character between cells.</param>
    public RecordReader(string text, char delimiter)
        : this(new StringReader(text), delimiter, expectedCells: null, countRecords: false, text.Length + 1) { }

    private RecordReader(TextReader text, char delimiter, int? expectedCells, bool countRecords, int room)
    {
        _text = text;
        _buffer = new char[room];
        _delimiter = delimiter;
        _expectedCells = expectedCells;
        _countRecords = countRecords;
        _stops = SearchValues.Create([delimiter, '\r', '\n']);
    }

    /// <summary>Physical line, counted from 1, on which the record starts; CRLF, LF and CR each end a line, also inside quotes.</summary>
    public int Line { get; private set; }

    /// <summary>The line end that followed the record; empty at the end of the file.</summary>
    public string LineEnd { get; private set; } = "";

    /// <summary>What is wrong with the record's quoting or size, or null.</summary>
    public RecordFault? Fault { get; private set; }

    /// <summary>Number of cells.</summary>
    public int Count => _cells.Count;

    /// <summary>The record's text without its final line end.</summary>
    public ReadOnlySpan<char> Raw => _buffer.AsSpan(_start - _rawLength - LineEnd.Length, _rawLength);

    /// <summary>The text of a cell, unquoted, untrimmed.</summary>
    public string this[int index]
    {
        get
        {
            var (start, length, escaped) = _cells[index];
            var text = Raw.Slice(start, length).ToString();
            return escaped ? text.Replace("\"\"", "\"", StringComparison.Ordinal) : text;
        }
    }

    /// <summary>The text of a cell as it stands between its delimiters or quotes.</summary>
    public ReadOnlySpan<char> Span(int index) => Raw.Slice(_cells[index].Start, _cells[index].Length);

    /// <summary>Where a cell's content stands within <see cref="Raw"/>, quotes not counted.</summary>
    public Range CellRange(int index) => _cells[index].Start..(_cells[index].Start + _cells[index].Length);

    /// <summary>Reads the next record; false at the end.</summary>
    public bool Read()
    {
        _cells.Clear();
        Fault = null;
        LineEnd = "";
        _rawLength = 0;
        if (Peek(0) < 0)
        {
            return false;
        }
        Line = _nextLine;
        var length = Scan(out var fault);
        Mended = false;
        if (fault is not null || (_cells.Count < _expectedCells && _buffer.AsSpan(_start, length).ContainsAny(Newlines)))
        {
            length = Recover(length, fault);
        }
        Finish(length);
        return true;
    }

    /// <summary>Whether the record's quotes were at fault and its own line was read all the same.</summary>
    public bool Mended { get; private set; }

    private int Recover(int length, RecordFault? fault)
    {
        var line = SkipLine();
        if (_expectedCells is { } expected && line <= MaxRecordLength && fault != RecordFault.TooLong)
        {
            var whole = _cells.ToArray();
            if (SplitLine(line) == expected)
            {
                Mended = true;
                return line;
            }
            _cells.Clear();
            _cells.AddRange(whole);
        }
        if (fault is null)
        {
            return length;
        }
        Fault = fault;
        _cells.Clear();
        _cells.Add((0, Math.Min(line, MaxRecordLength), false));
        return line;
    }

    /// <summary>Splits one physical line; a quote closes a cell only before a delimiter or the line's end.</summary>
    private int SplitLine(int length)
    {
        _cells.Clear();
        var text = _buffer.AsSpan(_start, length);
        for (var position = 0; position <= length && _cells.Count <= MaxCells; )
        {
            var quoted = position < length && text[position] == '"' ? EndOfQuoted(text, position + 1) : -1;
            var end =
                quoted >= 0 ? quoted + 1
                : text[position..].IndexOf(_delimiter) is >= 0 and var found ? position + found
                : length;
            _cells.Add(quoted >= 0 ? (position + 1, quoted - position - 1, true) : (position, end - position, false));
            position = end + 1;
        }
        return _cells.Count;
    }

    private int EndOfQuoted(ReadOnlySpan<char> text, int from)
    {
        while (text[from..].IndexOf('"') is >= 0 and var found)
        {
            var at = from + found;
            if (at + 1 < text.Length && text[at + 1] == '"' && at + 2 < text.Length && text[at + 2] != _delimiter)
            {
                from = at + 2;
                continue;
            }
            if (at + 1 == text.Length || text[at + 1] == _delimiter)
            {
                return at;
            }
            from = at + 1;
        }
        return -1;
    }

    public void Dispose() => _text.Dispose();

    private int Scan(out RecordFault? fault)
    {
        fault = null;
        var position = 0;
        while (true)
        {
            var next = Peek(position) == '"' ? Quoted(position, out fault) : Plain(position);
            if (fault is null && (next > MaxRecordLength || _cells.Count > MaxCells))
            {
                fault = RecordFault.TooLong;
            }
            if (fault is not null || Peek(next) != _delimiter)
            {
                return next;
            }
            position = next + 1;
        }
    }

    private int Plain(int position)
    {
        var end = Find(position, _stops);
        _cells.Add((position, end - position, false));
        return end;
    }

    private int Quoted(int open, out RecordFault? fault)
    {
        fault = null;
        var escaped = false;
        var from = open + 1;
        while (true)
        {
            var close = FindQuote(from);
            if (close < 0)
            {
                fault = RecordFault.QuoteNotClosed;
                return open;
            }
            var after = Peek(close + 1);
            if (after == '"')
            {
                escaped = true;
                from = close + 2;
                continue;
            }
            if (after >= 0 && after != _delimiter && after != '\r' && after != '\n')
            {
                fault = RecordFault.TextAfterQuote;
                return open;
            }
            _cells.Add((open + 1, close - open - 1, escaped));
            return close + 1;
        }
    }

    private int Find(int position, SearchValues<char> stops)
    {
        while (true)
        {
            var found = _buffer.AsSpan(_start + position, _end - _start - position).IndexOfAny(stops);
            if (found >= 0)
            {
                return position + found;
            }
            position = _end - _start;
            if (position > MaxRecordLength || !Fill())
            {
                return position;
            }
        }
    }

    private int FindQuote(int position)
    {
        while (true)
        {
            if (position <= _end - _start)
            {
                var found = _buffer.AsSpan(_start + position, _end - _start - position).IndexOf('"');
                if (found >= 0)
                {
                    return position + found;
                }
            }
            position = Math.Max(position, _end - _start);
            if (position > MaxRecordLength || !Fill())
            {
                return -1;
            }
        }
    }

    /// <summary>Finds the end of the present line; of a line beyond all bounds the beginning is kept and the rest passed over.</summary>
    private int SkipLine()
    {
        var length = Find(0, Newlines);
        while (length > MaxRecordLength && (_start + length >= _end || _buffer[_start + length] is not ('\r' or '\n')))
        {
            _end = _start + MaxRecordLength;
            if (!Fill())
            {
                return MaxRecordLength;
            }
            length = Find(MaxRecordLength, Newlines);
        }
        return length;
    }

    private void Finish(int length)
    {
        LineEnd = Peek(length) switch
        {
            '\r' when Peek(length + 1) == '\n' => "\r\n",
            '\r' => "\r",
            '\n' => "\n",
            _ => "",
        };
        _nextLine += 1 + (_countRecords ? 0 : LineEnds(_buffer.AsSpan(_start, length)));
        _rawLength = length;
        _start += length + LineEnd.Length;
    }

    private static int LineEnds(ReadOnlySpan<char> text)
    {
        var count = 0;
        for (int at; (at = text.IndexOfAny('\r', '\n')) >= 0; count++)
        {
            text = text[(at + (text[at] == '\r' && at + 1 < text.Length && text[at + 1] == '\n' ? 2 : 1))..];
        }
        return count;
    }

    private int Peek(int position)
    {
        while (_start + position >= _end)
        {
            if (!Fill())
            {
                return -1;
            }
        }
        return _buffer[_start + position];
    }

    private bool Fill()
    {
        if (_finished)
        {
            return false;
        }
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
        }
        if (_end == _buffer.Length)
        {
            Array.Resize(ref _buffer, _buffer.Length * 2);
        }
        var read = _text.Read(_buffer, _end, _buffer.Length - _end);
        _finished = read == 0;
        _end += read;
        return !_finished;
    }
}

/// <summary>Why a record could not be split into cells.</summary>
public enum RecordFault
{
    /// <summary>A quoted cell is not closed before the end of the file or the longest record allowed.</summary>
    QuoteNotClosed,

    /// <summary>Text follows a closing quote where a delimiter or line end must.</summary>
    TextAfterQuote,

    /// <summary>The record has more characters or cells than any table of records.</summary>
    TooLong,
}
