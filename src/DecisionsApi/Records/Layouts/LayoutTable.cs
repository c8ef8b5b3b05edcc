using DecisionsApi.Importing;
using DecisionsApi.Tabular;

namespace DecisionsApi.Records.Layouts;

/// <summary>Reads the rows of a table of our own layout, or of one that a map makes it.</summary>
internal static class LayoutTable
{
    /// <summary>The rows after the heading.</summary>
    public static IEnumerable<LayoutRow> Rows(TableFile file, TableShape shape, LayoutColumns columns)
    {
        using var records = file.Open(shape);
        while (records.Read())
        {
            if (records.Line > shape.HeaderLine)
            {
                yield return Row(records, shape, columns);
            }
        }
    }

    private static LayoutRow Row(RecordReader record, TableShape shape, LayoutColumns columns)
    {
        var raw = Contacts.Blank(record, columns.Contacts);
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
        return new(record.Line, raw, columns.Layout(record));
    }
}
