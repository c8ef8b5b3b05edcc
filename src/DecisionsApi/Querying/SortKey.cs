using System.Globalization;

namespace DecisionsApi.Querying;

/// <summary>Something a list can be ordered by.</summary>
/// <param name="Name">Name in <c>sort=</c>.</param>
/// <param name="Column">Column of the record's table, indexed together with the id.</param>
/// <param name="IsNullable">Whether records may be without it; they come last in both directions.</param>
/// <param name="IsNumber">Whether its values are whole numbers.</param>
internal sealed record SortKey(string Name, string Column, bool IsNullable, bool IsNumber)
{
    /// <summary>The column of the numbers that hold day and id (<see cref="Register.DayId"/>), where the key is a day that has one.</summary>
    public string? DayId { get; init; }

    /// <summary>Whether a text is a value of the key.</summary>
    public bool Holds(string? value) =>
        value is null ? IsNullable
        : IsNumber ? long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _)
        : DayId is null || DateOnly.TryParseExact(value, "yyyy-MM-dd", out _);
}

/// <summary>An order of a list: by a key, ties by the id, both in one direction.</summary>
internal sealed record Sort(SortKey Key, bool Descending)
{
    /// <summary>By when records entered the register, the newest first: the order of feeds, which nobody need ask for.</summary>
    public static Sort ByEntry { get; } = new(new("entered", "p.created_sequence", IsNullable: false, IsNumber: true), Descending: true);

    /// <summary>As in <c>sort=</c>.</summary>
    public string Name => (Descending ? "-" : "") + Key.Name;

    public string Direction => Descending ? "DESC" : "ASC";

    public string Beyond => Descending ? "<" : ">";

    /// <summary>The order of a name, the first of the keys for none; null for a name that is no key.</summary>
    public static Sort? Of(string? name, Sort byDefault, IReadOnlyList<SortKey> keys)
    {
        if (name is null)
        {
            return byDefault;
        }
        var descending = name.StartsWith('-');
        var key = keys.FirstOrDefault(k => k.Name == (descending ? name[1..] : name));
        return key is null ? null : new(key, descending);
    }
}
