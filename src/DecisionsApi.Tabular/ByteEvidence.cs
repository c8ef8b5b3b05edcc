namespace DecisionsApi.Tabular;

/// <summary>Counts what the bytes of a text say about its encoding, over any number of parts.</summary>
internal sealed class ByteEvidence
{
    private int _expected;
    private byte _lead;
    private byte _before;
    private byte _last;

    /// <summary>Characters of two bytes or more that are UTF-8.</summary>
    public long MultiByte { get; private set; }

    /// <summary>Bytes that fit no UTF-8 character.</summary>
    public long Invalid { get; private set; }

    /// <summary>Bytes 0x9C where a pound sign may stand: before a sum, or after what opens a cell. So cp437 writes it.</summary>
    public long DosPounds { get; private set; }

    /// <summary>Bytes 0xA3 in such places, as Windows-1252 writes a pound sign.</summary>
    public long WindowsPounds { get; private set; }

    public void Add(ReadOnlySpan<byte> part)
    {
        foreach (var b in part)
        {
            if (b < 0x80 && _expected == 0 && _last < 0x80)
            {
                (_before, _last) = (_last, b);
                continue;
            }
            Take(b);
        }
    }

    /// <summary>The text is over: a character that is not whole is none.</summary>
    public void End()
    {
        Invalid += _expected > 0 ? 1 : 0;
        _expected = 0;
    }

    private void Take(byte b)
    {
        // A pound sign stands where no word goes on: "£1", "(£", "-£", " £ ".
        if (
            _last is 0x9C or 0xA3
            && !IsLetter(_before)
            && (
                b
                is (>= (byte)'0' and <= (byte)'9')
                    or (byte)'-'
                    or (byte)' '
                    or (byte)'.'
                    or (byte)'('
                    or (byte)')'
                    or (byte)','
                    or (byte)'"'
            )
        )
        {
            DosPounds += _last == 0x9C ? 1 : 0;
            WindowsPounds += _last == 0xA3 ? 1 : 0;
        }
        if (_expected > 0)
        {
            if (IsContinuation(b))
            {
                MultiByte += --_expected == 0 ? 1 : 0;
                (_before, _last, _lead) = (_last, b, 0);
                return;
            }
            Invalid++;
            _expected = 0;
        }
        _lead = b;
        _expected = b switch
        {
            < 0x80 => 0,
            >= 0xC2 and <= 0xDF => 1,
            >= 0xE0 and <= 0xEF => 2,
            >= 0xF0 and <= 0xF4 => 3,
            _ => -1,
        };
        if (_expected < 0)
        {
            Invalid++;
            _expected = 0;
        }
        (_before, _last) = (_last, b);
    }

    // After E0, ED, F0 and F4 not every continuation is allowed (overlong forms, surrogates, beyond the last character).
    private bool IsContinuation(byte b) =>
        b is >= 0x80 and <= 0xBF
        && _lead switch
        {
            0xE0 => b >= 0xA0,
            0xED => b <= 0x9F,
            0xF0 => b >= 0x90,
            0xF4 => b <= 0x8F,
            _ => true,
        };

    private static bool IsLetter(byte b) => b is (>= (byte)'a' and <= (byte)'z') or (>= (byte)'A' and <= (byte)'Z');
}
