using DecisionsApi.Importing;
using DecisionsApi.Tabular;

namespace DecisionsApi.Records.Layouts;

/// <summary>Reads the rows of a table of our own layout, or of one that a map makes it.</summary>
internal static class LayoutTable
{
    /// <summary>The rows after the heading.</summary>
    public static IEnumerable<LayoutRow> Rows(TableFile file, TableShape shape, LayoutColumns columns) =>
        Rows(file, shape, columns.Contacts, record => new(columns.Layout(record), []));

    /// <summary>The rows after the heading, their layout made by <paramref name="read"/>, which also tells what it could not read.</summary>
    public static IEnumerable<LayoutRow> Rows(TableFile file, TableShape shape, int[] contacts, Func<RecordReader, LayoutReading> read)
    {
        using var records = file.Open(shape);
        var columns = new ContactColumns(shape.Headings, contacts);
        while (records.Read())
        {
            if (records.Line > shape.HeaderLine)
            {
                columns.Watch(records);
                yield return Row(records, shape, columns, read);
            }
        }
    }

    private static LayoutRow Row(RecordReader record, TableShape shape, ContactColumns contacts, Func<RecordReader, LayoutReading> read)
    {
        var raw = contacts.Blank(record);
        if (record.Fault is { } fault)
        {
            return new(record.Line, raw, null, RowFault.Of(record.Line, fault, record.Raw));
        }
        for (var i = shape.Headings.Count; i < record.Count; i++)
        {
            if (!string.IsNullOrWhiteSpace(record[i]))
            {
                return new(record.Line, raw, null, RowFault.Surplus(record.Line, record[i].Trim(), shape.Headings.Count, record.Count));
            }
        }
        var (layout, issues, isData) = read(record);
        return new(record.Line, raw, layout) { Issues = issues, IsData = isData };
    }
}
