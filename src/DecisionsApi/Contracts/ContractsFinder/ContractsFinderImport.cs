using DecisionsApi.Importing;
using DecisionsApi.Records.Layouts;
using DecisionsApi.Sources;
using DecisionsApi.Tabular;

namespace DecisionsApi.Contracts.ContractsFinder;

/// <summary>Takes in the CSV export of Contracts Finder: a notice a row.</summary>
internal sealed class ContractsFinderImport : ITableImport
{
    private static readonly ContractImport Contracts = new();

    public string Kind => Contracts.Kind;

    public bool HasField(string field) => false;

    public int Recognise(IReadOnlyList<string> cells, ImportOptions options) =>
        options.Columns.Count == 0 && ContractsFinderRow.Recognise(cells) ? cells.Count : 0;

    public TableReport Import(ImportContext context, TableShape shape)
    {
        var detected = new Detected(
            TextEncoding.Name(context.File.Encoding),
            shape.Delimiter.ToString(),
            shape.HeaderLine,
            "dayFirst",
            new Dictionary<string, string>()
        );
        var contacts = Importing.Contacts.Columns(shape.Headings);
        var columns = shape.Headings.Select((heading, i) => (heading, i)).DistinctBy(h => h.heading).ToDictionary(h => h.heading, h => h.i);
        var rows = LayoutTable.Rows(
            context.File,
            shape,
            contacts,
            record =>
            {
                if (Enumerable.Range(0, record.Count).All(i => string.IsNullOrWhiteSpace(record[i])))
                {
                    return new(null, []);
                }
                var notice = ContractsFinderRow.Read(
                    heading => columns.TryGetValue(heading, out var column) && column < record.Count ? record[column] : "",
                    shape.Headings
                );
                return new(notice.Fields, [.. notice.Issues.Select(issue => issue.Code)]);
            }
        );
        var report = Contracts.Take(context, detected, rows);
        Archive.Keep(context, shape, contacts);
        return report;
    }
}
