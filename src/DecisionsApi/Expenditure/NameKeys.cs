using DecisionsApi.Register;
using DecisionsApi.Suppliers;
using Microsoft.Data.Sqlite;

namespace DecisionsApi.Expenditure;

/// <summary>Keys of the names that repeat from row to row, each looked up or made once an import.</summary>
internal sealed class NameKeys(SqliteConnection connection, SqliteTransaction transaction, long sequence)
{
    private readonly Dictionary<string, (long Supplier, long Name)> _suppliers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _terms = new(StringComparer.Ordinal);

    /// <summary>Keys of the supplier and of this spelling of its name.</summary>
    public (long? Supplier, long? Name) Supplier(string name)
    {
        if (!_suppliers.TryGetValue(name, out var keys))
        {
            _suppliers[name] = keys = SupplierSql.KeysOf(connection, transaction, name, sequence);
        }
        return keys;
    }

    /// <summary>Key of a category or department.</summary>
    public long? Term(string text)
    {
        if (!_terms.TryGetValue(text, out var key))
        {
            _terms[text] = key = TermSql.KeyOf(connection, transaction, text, Folding.Fold(text));
        }
        return key;
    }
}
