using DecisionsApi.Register;

namespace DecisionsApi.Catalogue;

/// <summary>A list as a data set of the catalogue.</summary>
/// <param name="Name">Name of the list, as in its path.</param>
/// <param name="Title">What it is called.</param>
/// <param name="Description">What it has.</param>
/// <param name="Keywords">What somebody may look for.</param>
/// <param name="Days">Where the days are that its records are about; null where they have none.</param>
internal sealed record Dataset(string Name, string Title, string Description, IReadOnlyList<string> Keywords, DayColumn? Days = null)
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<Dataset> All { get; } =
    [
        new(
            "decisions",
            "Decisions of public bodies",
            "What public bodies decided, by whom, when and on what grounds, and what it does to contracts and programmes.",
            ["decisions", "governance", "transparency"],
            new("decisions", "decided_on")
        ),
        new(
            "contracts",
            "Contracts and procurements of public bodies",
            "Contracts, and the procurements that may lead to them: buyers, suppliers, values, periods and how they ended.",
            ["contracts", "procurement", "suppliers"],
            new("contracts", "start_on")
        ),
        new(
            "expenditure",
            "Expenditure of public bodies",
            "Every published payment with its file and line, and totals that bodies have reported.",
            ["expenditure", "spending", "payments"],
            new("payments", "paid_on") { Order = "day_id", IsThere = $"p.day_id >= {DayId.Dated}" }
        ),
        new(
            "programmes",
            "Programmes of public bodies",
            "What decisions, contracts and payments belong to.",
            ["programmes", "projects"],
            new("programmes", "start_on")
        ),
        new(
            "suppliers",
            "Suppliers of public bodies",
            "Who was paid or contracted: every spelling of a name that is one, and by what.",
            ["suppliers", "companies"]
        ),
        new("bodies", "Public bodies", "Who decides, buys and pays: kinds, areas, identifiers, predecessors and successors.", ["bodies"]),
        new(
            "sources",
            "Sources of the register",
            "The imported files: what was found in them, what was taken in and what was not.",
            ["sources", "provenance"]
        ),
        new(
            "links",
            "Links between decisions, contracts and payments",
            "What joins the records of the register, and on what each link rests.",
            ["links", "provenance"]
        ),
    ];
}

/// <summary>The days that records of a table are about.</summary>
/// <param name="Table">The table.</param>
/// <param name="Column">The column that holds them.</param>
internal sealed record DayColumn(string Table, string Column)
{
    /// <summary>The indexed column that puts them in order.</summary>
    public string Order { get; init; } = Column;

    /// <summary>The condition of the records that have one.</summary>
    public string IsThere { get; init; } = $"p.{Column} IS NOT NULL";
}
