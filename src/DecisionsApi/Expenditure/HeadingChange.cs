using DecisionsApi.Importing;
using DecisionsApi.Tabular;

namespace DecisionsApi.Expenditure;

/// <summary>
/// Watches for heading rows among the data, as where months were put one below the other. One that has the columns in their places
/// is no data, and so is one that has the same columns in other places, by which the rows below it are read. Below one that replaces
/// them no row is read, since under the first headings each of its values would be wrong.
/// </summary>
internal sealed class HeadingChange(PaymentColumns columns)
{
    private static readonly Dictionary<string, string> NoOverrides = [];
    private static readonly string[] Decisive =
    [
        "amount",
        "creditAmount",
        "grossAmount",
        "irrecoverableVat",
        "creditMarker",
        "paidOn",
        "supplierName",
        "purpose",
        "transactionReference",
    ];
    private static readonly string[] Needed = ["amount", "paidOn", "supplierName"];
    private readonly MovedColumns _moved = new(columns.Headings);
    private readonly int _amount = columns["amount"];
    private int _line;

    /// <summary>Whether a row is a heading row; what follows is then read or refused by it.</summary>
    public bool IsHeading(int line, string[] cells)
    {
        if (!HasLetter(cells[_amount]))
        {
            return false;
        }
        if (Enumerable.Range(0, cells.Length).All(i => Headings.Normalise(cells[i]) == columns.Normal(i)))
        {
            _line = 0;
            _ = _moved.Follow(cells);
            return true;
        }
        if (PaymentHeadings.Recognise(cells) == 0)
        {
            return false;
        }
        if (_moved.Follow(cells) && Array.TrueForAll(Needed, field => columns[field] < 0 || _moved.Of(columns[field]) >= 0))
        {
            _line = 0;
            return true;
        }
        _ = _moved.Follow(columns.Headings);
        var here = PaymentHeadings.Map(cells, NoOverrides);
        _line = Array.TrueForAll(Decisive, field => here[field] == columns[field]) ? 0 : line;
        return true;
    }

    /// <summary>Whether rows are read in another order than that of the table's headings.</summary>
    public bool HasMoved => _moved.Any;

    /// <summary>Puts the cells of a row below headings that moved into the order of the table's.</summary>
    public void Arrange(string[] cells) => _moved.Arrange(cells);

    /// <summary>The fault of a row below headings that moved, or null.</summary>
    public RowFault? Fault(int line, string[] cells) =>
        _line == 0 || Array.TrueForAll(cells, cell => cell.Length == 0)
            ? null
            : new(line, null, "headingsChanged", $"other headings on line {_line}", "the headings of the beginning of the table");

    private static bool HasLetter(string cell)
    {
        foreach (var c in cell)
        {
            if (char.IsLetter(c))
            {
                return true;
            }
        }
        return false;
    }
}
