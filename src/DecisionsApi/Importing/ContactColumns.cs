using System.Buffers;
using DecisionsApi.Tabular;

namespace DecisionsApi.Importing;

/// <summary>
/// The columns of a table that hold contacts, which headings among its rows may move. Where contacts once stood nothing is kept from there
/// to the end, so that what is blanked is rather too much than too little.
/// </summary>
/// <param name="headings">The headings of the table.</param>
/// <param name="columns">The columns that hold contacts by them.</param>
internal sealed class ContactColumns(IReadOnlyList<string> headings, int[] columns)
{
    // Rows without one of these are no headings of contacts, and need not be looked at.
    private static readonly SearchValues<string> Hints = SearchValues.Create(
        ["contact", "mail", "phone", "officer", "mobile", "manager", "owner", "lead", "tel"],
        StringComparison.OrdinalIgnoreCase
    );
    private readonly MovedColumns _headings = new([.. headings, .. Contacts.Headings]);
    private int[] _columns = columns;

    /// <summary>Whether the columns are others than the headings of the table say.</summary>
    public bool HaveMoved { get; private set; }

    /// <summary>Looks at a record for headings; to be asked of each, in their order.</summary>
    public void Watch(RecordReader record)
    {
        if (record.Fault is not null || !record.Raw.ContainsAny(Hints))
        {
            return;
        }
        string[] cells = [.. Enumerable.Range(0, record.Count).Select(i => record[i].Trim())];
        int[] found = [.. Contacts.Columns(cells).Except(_columns)];
        if (found.Length > 0 && _headings.IsHeadings(cells))
        {
            _columns = [.. _columns.Concat(found).Order()];
            HaveMoved = true;
        }
    }

    /// <summary>The record's text without contacts.</summary>
    public string Blank(RecordReader record) => Contacts.Blank(record, _columns);
}
