namespace DecisionsApi.Importing;

/// <summary>What a dry run shows a person beside the counts: how rows are understood, what is doubtful, and what would become of records.</summary>
internal sealed record ImportPreview
{
    /// <summary>The first payments as understood.</summary>
    public required IReadOnlyList<PreviewPayment> First { get; init; }

    /// <summary>Issues by code, each with its first examples.</summary>
    public required IReadOnlyList<PreviewIssue> Doubtful { get; init; }

    /// <summary>Payments that would be new.</summary>
    public required int Created { get; init; }

    /// <summary>Payments that would keep their record and change.</summary>
    public required int Changed { get; init; }

    /// <summary>Withdrawn payments that would come back.</summary>
    public required int Revived { get; init; }

    /// <summary>The first of the changes, as they are and as they would be.</summary>
    public required IReadOnlyList<PreviewChange> Changes { get; init; }

    /// <summary>The first of the payments that would be withdrawn.</summary>
    public required IReadOnlyList<PreviewPayment> Withdrawn { get; init; }
}

/// <summary>A payment in a few words; the line is that of the file, or where the register has it from.</summary>
internal sealed record PreviewPayment
{
    public required long Line { get; init; }
    public string? PaidOn { get; init; }
    public required decimal Amount { get; init; }
    public string? Supplier { get; init; }
    public string? Purpose { get; init; }
    public string? TransactionReference { get; init; }
    public string? Kind { get; init; }
    public IReadOnlyList<string> Withheld { get; init; } = [];
}

/// <summary>An issue with its first examples.</summary>
internal sealed record PreviewIssue(string Code, int Count, IReadOnlyList<PreviewExample> Examples);

/// <summary>One place of an issue.</summary>
internal sealed record PreviewExample(long Line, string Field, string? Found);

/// <summary>A record as it is and as the file would make it.</summary>
internal sealed record PreviewChange(string Id, PreviewPayment Was, PreviewPayment Becomes);
