using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using System.Text;

namespace DecisionsApi.Formats;

/// <summary>
/// CSV by RFC 4180, UTF-8. A text that a spreadsheet would take for a formula gets a leading apostrophe, and so does one that
/// begins with an apostrophe and such a sign, so that it can be undone; numbers are never touched.
/// </summary>
internal sealed class Csv : TableFormat
{
    private static readonly SearchValues<char> Quoted = SearchValues.Create("\",\r\n");

    public override string Name => "csv";

    public override string Title => "CSV";

    public override string Description =>
        "The records as CSV (RFC 4180) with a heading line; the columns are the fields of the record, parts of a field by their dot path, entries of a list by their number.";

    public override string MediaType => "text/csv";

    public override string ContentType => "text/csv; charset=utf-8; header=present";

    public override bool SpreadsLists => true;

    public override async Task Write<T>(Table<T> table, PipeWriter output, CancellationToken stop)
    {
        var line = new StringBuilder(table.ByteOrderMark ? "\uFEFF" : "");
        line.AppendJoin(',', table.Fields.Select(field => field.Name)).Append("\r\n");
        Encoding.UTF8.GetBytes(line.ToString(), output);
        await foreach (var record in table.Records(output, stop))
        {
            WriteRecord(output, table.Fields, record, line);
        }
        await output.FlushAsync(stop);
    }

    private static void WriteRecord<T>(PipeWriter output, IReadOnlyList<Field<T>> fields, T record, StringBuilder line)
    {
        line.Clear();
        for (var i = 0; i < fields.Count; i++)
        {
            if (i > 0)
            {
                line.Append(',');
            }
            Append(line, fields[i].Value(record), fields[i].Type);
        }
        line.Append("\r\n");
        foreach (var chunk in line.GetChunks())
        {
            Encoding.UTF8.GetBytes(chunk.Span, output);
        }
    }

    /// <summary>A text as a cell that no spreadsheet computes.</summary>
    public static string Neutralise(string text) =>
        text is ['=' or '+' or '-' or '@' or '\t' or '\r', ..] or ['\'', '=' or '+' or '-' or '@' or '\t' or '\r', ..] ? "'" + text : text;

    /// <summary>Undoes <see cref="Neutralise"/>.</summary>
    public static string Restore(string cell) =>
        cell is ['\'', '=' or '+' or '-' or '@' or '\t' or '\r', ..] or ['\'', '\'', '=' or '+' or '-' or '@' or '\t' or '\r', ..]
            ? cell[1..]
            : cell;

    private static void Append(StringBuilder line, object? value, FieldType type)
    {
        switch (value)
        {
            case null:
                break;
            case string text:
                // JSON is no formula.
                AppendText(line, type == FieldType.Json ? text : Neutralise(text));
                break;
            case DateOnly day:
                line.Append(day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
                break;
            default:
                line.Append(CultureInfo.InvariantCulture, $"{value}");
                break;
        }
    }

    private static void AppendText(StringBuilder line, string text)
    {
        if (!text.AsSpan().ContainsAny(Quoted) && text is not [' ', ..] and not [.., ' '])
        {
            line.Append(text);
            return;
        }
        line.Append('"').Append(text.Replace("\"", "\"\"", StringComparison.Ordinal)).Append('"');
    }
}
