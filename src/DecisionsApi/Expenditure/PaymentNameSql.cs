using Dapper;
using DecisionsApi.Data;
using Microsoft.Data.Sqlite;

namespace DecisionsApi.Expenditure;

/// <summary>
/// The names that payments of a list show, looked up by their keys and kept while nothing is committed: to join each row with six tables
/// was a third of what the engine did for a page, and most rows name what others have named.
/// </summary>
internal sealed class PaymentNameSql
{
    private readonly Known<Text> _bodies = new("SELECT key, id AS value FROM bodies", text => text.Key);
    private readonly Known<Supplier> _suppliers = new("SELECT key, id, name FROM suppliers", supplier => supplier.Key);
    private readonly Known<Text> _names = new("SELECT key, name AS value FROM supplier_names", text => text.Key);
    private readonly Known<Text> _terms = new("SELECT key, text AS value FROM terms", text => text.Key);
    private readonly Known<Source> _sources = new(
        "SELECT key, id, sha256, file, sheet, extra_headings AS extra_headings_text, headings, delimiter FROM sources",
        source => source.Key
    );

    /// <summary>Gives rows their names, as the connection's transaction shows them.</summary>
    public static void LookUp(SqliteConnection connection, IReadOnlyList<PaymentSql.Row> rows)
    {
        var names = RememberingConnection.Kept<PaymentNameSql>(connection);
        names.Load(connection, rows);
        foreach (var row in rows)
        {
            names.Fill(row);
        }
    }

    private void Load(SqliteConnection connection, IReadOnlyList<PaymentSql.Row> rows)
    {
        _bodies.Load(connection, rows, row => row.BodyKey);
        _suppliers.Load(connection, rows, row => row.SupplierKey);
        _names.Load(connection, rows, row => row.SupplierNameKey);
        _terms.Load(connection, rows, row => row.CategoryKey, row => row.DepartmentKey);
        _sources.Load(connection, rows, row => row.SourceKey);
    }

    private void Fill(PaymentSql.Row row)
    {
        var (supplier, source) = (_suppliers.Of(row.SupplierKey), _sources.Of(row.SourceKey)!);
        row.Body = _bodies.Of(row.BodyKey)!.Value;
        row.SupplierId = supplier?.Id;
        row.SupplierName = supplier?.Name;
        row.NameAsPublished = _names.Of(row.SupplierNameKey)?.Value;
        row.Category = _terms.Of(row.CategoryKey)?.Value;
        row.Department = _terms.Of(row.DepartmentKey)?.Value;
        row.ExtraHeadings = source.ExtraHeadings;
        row.SourceId = source.Id;
        row.SourceSha256 = source.Sha256;
        row.SourceFile = source.File;
        row.SourceSheet = source.Sheet;
        row.SourceHeadings = source.Headings;
        row.SourceDelimiter = source.Delimiter;
    }

    /// <summary>Rows of one table by their keys.</summary>
    private sealed class Known<T>(string select, Func<T, long> keyOf)
        where T : class
    {
        // Some megabytes with each connection at work; with a few thousand, pages of a body, which name many suppliers, gained nothing.
        private const int Most = 25_000;
        private readonly Dictionary<long, T> _known = [];

        /// <summary>Reads what the payments refer to and is not known yet.</summary>
        public void Load(
            SqliteConnection connection,
            IReadOnlyList<PaymentSql.Row> payments,
            params ReadOnlySpan<Func<PaymentSql.Row, long?>> references
        )
        {
            if (_known.Count > Most)
            {
                _known.Clear();
            }
            var missing = new HashSet<long>();
            foreach (var reference in references)
            {
                foreach (var payment in payments)
                {
                    if (reference(payment) is { } key && !_known.ContainsKey(key))
                    {
                        missing.Add(key);
                    }
                }
            }
            if (missing.Count == 0)
            {
                return;
            }
            foreach (var row in connection.Query<T>($"{select} WHERE key {Many.In("keys")}", new { keys = Many.Of(missing) }))
            {
                _known.Add(keyOf(row), row);
            }
        }

        public T? Of(long? key) => key is { } known ? _known.GetValueOrDefault(known) : null;
    }

    private sealed record Text(long Key, string Value);

    private sealed record Supplier(long Key, string Id, string Name);

    private sealed record Source
    {
        public required long Key { get; init; }
        public required string Id { get; init; }
        public required string Sha256 { get; init; }
        public required string File { get; init; }
        public string? Sheet { get; init; }
        public IReadOnlyList<string> ExtraHeadings { get; private set; } = [];

        /// <summary>The same as they are kept.</summary>
        public string ExtraHeadingsText
        {
            init => ExtraHeadings = PaymentSql.Parse<string>(value);
        }

        public string? Headings { get; init; }
        public string? Delimiter { get; init; }
    }
}
