using System.Text.Json;

namespace DecisionsApi.Importing;

/// <summary>The small file that names the headings of a table's fields; beside a table it is found by its name.</summary>
internal static class ColumnsFile
{
    public const string Extension = ".columns.json";

    /// <summary>
    /// The options with the map that lies beside a file (<c>spend.csv.columns.json</c> or <c>spend.columns.json</c>), where there
    /// is one and the caller gave none.
    /// </summary>
    /// <exception cref="ImportRefusedException">The map cannot be read.</exception>
    public static ImportOptions Beside(string path, ImportOptions options, ImportKinds kinds)
    {
        string[] names = [path + Extension, Path.ChangeExtension(path, null) + Extension];
        return options.Columns.Count == 0 && Array.Find(names, File.Exists) is { } found
            ? options with
            {
                Columns = Read(found, options.Kind, kinds),
                ColumnsFile = Path.GetFileName(found),
            }
            : options;
    }

    /// <summary>Field to heading.</summary>
    /// <exception cref="ImportRefusedException">It is no such map, or names a field that there is not.</exception>
    private static Dictionary<string, string> Read(string path, string kind, ImportKinds kinds)
    {
        try
        {
            var columns = JsonSerializer.Deserialize<Dictionary<string, string>>(File.ReadAllText(path)) ?? [];
            var tables = kinds.Tables.Where(table => kind == "auto" || table.Kind == kind).ToList();
            return columns.Keys.FirstOrDefault(field => !tables.Exists(table => table.HasField(field))) is { } unknown
                ? throw new ImportRefusedException("columnsInvalid", $"{path}: there is no field '{unknown}'; docs/layouts.md lists them.")
                : columns;
        }
        catch (JsonException e)
        {
            throw new ImportRefusedException("columnsInvalid", $"{path}: expected a JSON object of field names and headings. {e.Message}");
        }
    }
}
