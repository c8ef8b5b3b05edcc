using System.Globalization;
using DuckDB.NET.Data;
using ExcelDataReader;

namespace DecisionsApi.Tests.Formats;

/// <summary>Answers opened by programs that are not ours.</summary>
internal static class Opened
{
    /// <summary>The sheets of a workbook: name, and rows of cells.</summary>
    public static List<(string Name, List<object?[]> Rows)> Workbook(byte[] bytes)
    {
        System.Text.Encoding.RegisterProvider(System.Text.CodePagesEncodingProvider.Instance);
        using var reader = ExcelReaderFactory.CreateReader(new MemoryStream(bytes));
        var sheets = new List<(string, List<object?[]>)>();
        do
        {
            var rows = new List<object?[]>();
            while (reader.Read())
            {
                rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetValue)]);
            }
            sheets.Add((reader.Name, rows));
        } while (reader.NextResult());
        return sheets;
    }

    /// <summary>Asks a Parquet file, as the table <c>it</c>; rows of values.</summary>
    public static List<object?[]> Parquet(byte[] bytes, string sql)
    {
        var file = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".parquet");
        File.WriteAllBytes(file, bytes);
        try
        {
            using var engine = new DuckDBConnection("DataSource=:memory:");
            engine.Open();
            using var command = engine.CreateCommand();
            command.CommandText = sql.Replace("it", $"'{file}'", StringComparison.Ordinal);
            using var reader = command.ExecuteReader();
            var rows = new List<object?[]>();
            while (reader.Read())
            {
                rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(i => reader.IsDBNull(i) ? null : reader.GetValue(i))]);
            }
            return rows;
        }
        finally
        {
            File.Delete(file);
        }
    }

    public static decimal Money(object? value) => Convert.ToDecimal(value, CultureInfo.InvariantCulture);
}
