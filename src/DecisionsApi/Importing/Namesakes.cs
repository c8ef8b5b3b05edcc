namespace DecisionsApi.Importing;

/// <summary>
/// The files of one run by the source names they were imported under. Two folders may hold files of one name (2014/spend.csv and
/// 2015/spend.csv), which the register takes for versions of one: where that shows, the report names both.
/// </summary>
internal sealed class Namesakes
{
    private readonly Dictionary<string, string> _files = new(StringComparer.Ordinal);

    /// <summary>The report, which says of a file that met another of its name in this run which one that is.</summary>
    public TableReport Named(TableReport report)
    {
        if (report.SourceName is not { } name)
        {
            return report;
        }
        var before = _files.GetValueOrDefault(name);
        if (report.Rows is not null)
        {
            _files[name] = report.File;
        }
        if (before is null || before == report.File)
        {
            return report;
        }
        var both = $"{before} and {report.File} have one name and were imported in one run as versions of each other";
        return report switch
        {
            { Error: { Code: ImportRefusedException.OtherPeriodCode } error } => report with
            {
                Error = error with { Message = $"{both}. {error.Message} For example: --source-name {Suggested(report.File)}" },
            },
            { Rows.Withdrawn: > 0 and var withdrawn, Detected: { } detected } => report with
            {
                Detected = detected with
                {
                    Notes = [.. detected.Notes ?? [], $"sameName: {both}; {withdrawn} records of the first are withdrawn by the second"],
                },
            },
            _ => report,
        };
    }

    /// <summary>The file's name with that of its folder, which is what tells it from the other.</summary>
    private static string Suggested(string file) =>
        Path.GetFileName(Path.GetDirectoryName(file)) is { Length: > 0 } folder
            ? $"{folder}-{Path.GetFileName(file)}"
            : Path.GetFileName(file);
}
