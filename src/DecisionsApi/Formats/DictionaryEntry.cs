namespace DecisionsApi.Formats;

/// <summary>A field of a record: what it is called in every form, and what it means.</summary>
public sealed record DictionaryEntry
{
    /// <summary>Where the record is found, as in its path.</summary>
    /// <example>expenditure</example>
    public required string Resource { get; init; }

    /// <summary>Name of the field: parts of a nested one by their dot path, those of each element of a list after <c>[]</c>, where a column of a table has the element's number: <c>amounts.0.measure</c>.</summary>
    /// <example>supplier.name</example>
    public required string Field { get; init; }

    /// <summary>Datatype: text, day, instant, number, whole number, true or false, record, map, or list of one of these.</summary>
    /// <example>text</example>
    public required string Datatype { get; init; }

    /// <summary>Whether it can be null, which means "not published".</summary>
    /// <example>true</example>
    public required bool Nullable { get; init; }

    /// <summary>The values there are, where the list is closed.</summary>
    /// <example>null</example>
    public IReadOnlyList<string>? Values { get; init; }

    /// <summary>Unit: GBP, day (ISO 8601), instant (RFC 3339, UTC), bytes and the like; null where there is none.</summary>
    /// <example>null</example>
    public string? Unit { get; init; }

    /// <summary>Meaning.</summary>
    /// <example>The supplier's name in the register.</example>
    public required string Meaning { get; init; }

    /// <summary>Law, code or standard that the definition comes from; null where it is this register's own.</summary>
    /// <example>SI 2011/3050, Schedule, Part 1, paragraph 3(g)</example>
    public string? DefinedBy { get; init; }

    /// <summary>Where OCDS 1.1.5 has it: a path in a release.</summary>
    /// <example>contracts/implementation/transactions/payee/name</example>
    public string? Ocds { get; init; }

    /// <summary>Column of the Local Government Association's guidance of 2015 on publishing spending and procurement.</summary>
    /// <example>Supplier (beneficiary)</example>
    public string? LocalGovernment { get; init; }

    /// <summary>Column of HM Treasury's guidance on spend over £25,000.</summary>
    /// <example>Supplier</example>
    public string? Treasury { get; init; }

    /// <summary>An example as it stands in JSON.</summary>
    /// <example>"iMPOWER"</example>
    public string? Example { get; init; }
}
