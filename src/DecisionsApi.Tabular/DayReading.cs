namespace DecisionsApi.Tabular;

/// <summary>How much a date cell says.</summary>
public enum DayForm
{
    /// <summary>Nothing that is a date.</summary>
    None,

    /// <summary>A whole day whose parts cannot be mistaken: a named month, or the year first.</summary>
    Day,

    /// <summary>Two numbers for day and month, in an order the cell alone may not tell.</summary>
    Numeric,

    /// <summary>A number in the range of a spreadsheet's day serials.</summary>
    Serial,

    /// <summary>A month, quarter, accounting period or year: no day.</summary>
    Period,
}

/// <summary>What a date cell says, before the order of its column is known.</summary>
/// <param name="Form">How much it says.</param>
/// <param name="Year">Four digits.</param>
/// <param name="First">First number: the month of a <see cref="DayForm.Day"/>, else as written.</param>
/// <param name="Second">Second number: the day of a <see cref="DayForm.Day"/>, else as written.</param>
/// <param name="IsShort">Whether each of three numbers has two digits, so that the year may be any of them.</param>
public readonly record struct DayReading(DayForm Form, int Year = 0, int First = 0, int Second = 0, bool IsShort = false)
{
    /// <summary>First day a cell may name; earlier ones are errors (1900-01-00 is a spreadsheet's zero).</summary>
    public const int EarliestYear = 1990;

    /// <summary>Last year a cell may name.</summary>
    public const int LatestYear = 2099;

    private static readonly System.Buffers.SearchValues<char> TimeCharacters = System.Buffers.SearchValues.Create(
        "0123456789:.+-ZzAPMapm "
    );
    private static readonly DateOnly SerialZero = new(1899, 12, 30);

    /// <summary>Whether the cell is a day when day or month comes first.</summary>
    public bool Fits(DateOrder order) => TryDay(order, out _);

    /// <summary>The day, in the order of its column.</summary>
    public bool TryDay(DateOrder order, out DateOnly day)
    {
        day = default;
        switch (Form)
        {
            case DayForm.Day:
                return TryMake(Year, First, Second, out day);
            case DayForm.Numeric when order == DateOrder.YearFirst && IsShort:
                return TryMake(2000 + First, Second, Year % 100, out day);
            case DayForm.Numeric:
                return order == DateOrder.MonthFirst ? TryMake(Year, First, Second, out day) : TryMake(Year, Second, First, out day);
            case DayForm.Serial:
                day = SerialZero.AddDays(First);
                return true;
            default:
                return false;
        }
    }

    private static bool TryMake(int year, int month, int day, out DateOnly made)
    {
        made = default;
        if (year is < EarliestYear or > LatestYear || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month))
        {
            return false;
        }
        made = new(year, month, day);
        return true;
    }

    /// <summary>Reads a cell; the time of day is passed over.</summary>
    public static DayReading Of(ReadOnlySpan<char> text)
    {
        Span<DayToken> tokens = stackalloc DayToken[6];
        if (SerialOfTime(Bare(text)) is { Form: DayForm.Serial } serial)
        {
            return serial;
        }
        return DayToken.Split(WithoutTime(Bare(text)), tokens, out var count) ? Of(tokens[..count]) : default;
    }

    /// <summary>A spreadsheet's day with its time as a fraction: 45202.0416666667.</summary>
    private static DayReading SerialOfTime(ReadOnlySpan<char> text) =>
        text.IndexOf('.') == 5
        && text.Length > 6
        && !text[..5].ContainsAnyExceptInRange('0', '9')
        && !text[6..].ContainsAnyExceptInRange('0', '9')
            ? Alone(new(true, int.Parse(text[..5], System.Globalization.CultureInfo.InvariantCulture), 5, 0, false))
            : default;

    private static DayReading Of(ReadOnlySpan<DayToken> t) =>
        t switch
        {
            [{ IsNumber: true } a, { Month: > 0 } m, { IsNumber: true } b] => a.Length == 4
                ? new(DayForm.Day, a.Value, m.Month, b.Value)
                : Named(b, m.Month, a),
            [{ Month: > 0 } m, { IsNumber: true } d, { IsNumber: true, Length: 4 } y] => Named(y, m.Month, d),
            [{ IsNumber: true, Length: 4 } y, { IsNumber: true, Length: <= 2 } m, { IsNumber: true, Length: <= 2 } d] => new(
                DayForm.Day,
                y.Value,
                m.Value,
                d.Value
            ),
            [{ IsNumber: true, Length: <= 2 } a, { IsNumber: true, Length: <= 2 } b, { IsNumber: true } y] when y.Length is 2 or 4 => new(
                DayForm.Numeric,
                FullYear(y),
                a.Value,
                b.Value,
                IsShort: a.Length + b.Length + y.Length == 6
            ),
            [{ IsNumber: true } one] => Alone(one),
            [{ Month: > 0 }] => new(DayForm.Period),
            _ => IsPeriod(t) ? new(DayForm.Period) : default,
        };

    private static DayReading Named(DayToken year, int month, DayToken day) =>
        year.Length is 2 or 4 && day.Length <= 2 ? new(DayForm.Day, FullYear(year), month, day.Value) : default;

    private static int FullYear(DayToken year) => year.Length == 4 ? year.Value : year.Value + (year.Value < 50 ? 2000 : 1900);

    private static DayReading Alone(DayToken one)
    {
        var n = one.Value;
        switch (one.Length)
        {
            case 5 when n is >= 30000 and <= 60000:
                return new(DayForm.Serial, 0, n);
            case 8 when TryMake(n / 10000, n / 100 % 100, n % 100, out _):
                return new(DayForm.Day, n / 10000, n / 100 % 100, n % 100);
            case 8 when TryMake(n % 10000, n / 10000 % 100, n / 1000000, out _):
                return new(DayForm.Day, n % 10000, n / 10000 % 100, n / 1000000);
            // 201806 is period 6 of 2018-19 or June 2018: no day either way.
            case 6 when n / 100 is >= EarliestYear and <= LatestYear && n % 100 is >= 1 and <= 16:
            case 4 when n is >= EarliestYear and <= LatestYear:
                return new(DayForm.Period);
            default:
                return default;
        }
    }

    /// <summary>July 2012, July 2012-Sept, Apr-23, 2012-13, 04/2023, P1, Period 13, Q1 2019-20: years, months and numbered periods alone.</summary>
    private static bool IsPeriod(ReadOnlySpan<DayToken> tokens)
    {
        var (telling, numbers) = (false, 0);
        foreach (var token in tokens)
        {
            if (token.IsNumber)
            {
                var isYear = token.Length == 4 && token.Value is >= EarliestYear and <= LatestYear;
                numbers++;
                telling |= isYear;
                if (!isYear && token.Length > 2)
                {
                    return false;
                }
            }
            else if (token.Month == 0 && !token.IsPeriodWord)
            {
                return false;
            }
            else
            {
                telling |= tokens.Length > 1;
            }
        }
        return telling && numbers > 0;
    }

    private static ReadOnlySpan<char> Bare(ReadOnlySpan<char> text) => text.Trim().TrimStart("'").Trim("\u00A0 \t\"");

    private static ReadOnlySpan<char> WithoutTime(ReadOnlySpan<char> text)
    {
        var colon = text.IndexOf(':');
        if (colon < 0)
        {
            return text;
        }
        var split = text[..colon].LastIndexOfAny(' ', 'T', 't');
        return split <= 0 || text[(split + 1)..].ContainsAnyExcept(TimeCharacters) ? [] : text[..split].TrimEnd();
    }
}

/// <summary>A number or a word of a date cell.</summary>
internal readonly record struct DayToken(bool IsNumber, int Value, int Length, int Month, bool IsPeriodWord)
{
    private static readonly string[] Months =
    [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];

    private static readonly string[] Days = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

    /// <summary>Splits a cell into numbers and words; false where something else stands in it, or too much.</summary>
    public static bool Split(ReadOnlySpan<char> text, Span<DayToken> tokens, out int count)
    {
        count = 0;
        while (!text.IsEmpty)
        {
            var end = 1;
            if (char.IsAsciiDigit(text[0]))
            {
                end = Run(text, char.IsAsciiDigit);
                if (end > 8 || count == tokens.Length)
                {
                    return false;
                }
                tokens[count++] = new(true, int.Parse(text[..end], System.Globalization.CultureInfo.InvariantCulture), end, 0, false);
                end += Ordinal(text[end..]);
            }
            else if (char.IsAsciiLetter(text[0]))
            {
                end = Run(text, char.IsAsciiLetter);
                if (!Word(text[..end], tokens, ref count))
                {
                    return false;
                }
            }
            else if (text[0] is not (' ' or '/' or '-' or '.' or ',' or '_' or '\u00A0' or '\u2013'))
            {
                return false;
            }
            text = text[end..];
        }
        return count > 0;
    }

    /// <summary>The month a word is the name of, or 0.</summary>
    public static int MonthNamed(ReadOnlySpan<char> word) => IsOneOf(Months, word.Trim()) + 1;

    private static bool Word(ReadOnlySpan<char> word, Span<DayToken> tokens, ref int count)
    {
        if (IsOneOf(Days, word) >= 0)
        {
            return true;
        }
        var month = IsOneOf(Months, word);
        var isPeriod =
            word.Equals("p", StringComparison.OrdinalIgnoreCase)
            || word.Equals("q", StringComparison.OrdinalIgnoreCase)
            || word.Equals("fy", StringComparison.OrdinalIgnoreCase)
            || word.Equals("period", StringComparison.OrdinalIgnoreCase)
            || word.Equals("quarter", StringComparison.OrdinalIgnoreCase)
            || word.Equals("to", StringComparison.OrdinalIgnoreCase);
        if ((month < 0 && !isPeriod) || count == tokens.Length)
        {
            return false;
        }
        tokens[count++] = new(false, 0, word.Length, month + 1, isPeriod);
        return true;
    }

    /// <summary>Position of the name a word is, or is the first letters of (three or more, "Sept" too); -1 for another word.</summary>
    private static int IsOneOf(string[] names, ReadOnlySpan<char> word)
    {
        for (var i = 0; i < names.Length; i++)
        {
            if (
                word.Length >= 3
                && word.Length <= names[i].Length
                && names[i].AsSpan(0, word.Length).Equals(word, StringComparison.OrdinalIgnoreCase)
                && (word.Length == names[i].Length || word.Length <= 4)
            )
            {
                return i;
            }
        }
        return -1;
    }

    private static int Ordinal(ReadOnlySpan<char> rest) =>
        rest.Length >= 2
        && (rest.Length == 2 || !char.IsAsciiLetter(rest[2]))
        && (
            rest.StartsWith("st", StringComparison.OrdinalIgnoreCase)
            || rest.StartsWith("nd", StringComparison.OrdinalIgnoreCase)
            || rest.StartsWith("rd", StringComparison.OrdinalIgnoreCase)
            || rest.StartsWith("th", StringComparison.OrdinalIgnoreCase)
        )
            ? 2
            : 0;

    private static int Run(ReadOnlySpan<char> text, Func<char, bool> belongs)
    {
        var length = 1;
        while (length < text.Length && belongs(text[length]))
        {
            length++;
        }
        return length;
    }
}
