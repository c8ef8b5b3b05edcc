using DecisionsApi.Bodies;
using DecisionsApi.Importing;
using DecisionsApi.Records;
using DecisionsApi.Register;
using DecisionsApi.Suppliers;

namespace DecisionsApi.Expenditure;

/// <summary>Keys of the names that repeat from row to row, each looked up or made once an import.</summary>
internal sealed class NameKeys(Writing writing, ImportOptions options)
{
    private readonly Dictionary<string, (long Supplier, long Name)> _suppliers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _bodies = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _terms = new(StringComparer.Ordinal);

    /// <summary>Keys of the supplier and of this spelling of its name.</summary>
    public (long? Supplier, long? Name) Supplier(string name)
    {
        if (!_suppliers.TryGetValue(name, out var keys))
        {
            _suppliers[name] = keys = SupplierResolutionSql.KeysOf(writing.Connection, writing.Transaction, name, writing.Head);
        }
        return keys;
    }

    /// <summary>Key of a body.</summary>
    public long? Body(string slug)
    {
        if (!_bodies.TryGetValue(slug, out var key))
        {
            _bodies[slug] = key = BodySql.KeyOrAdd(writing, DeclaredBodies.Of(options, slug));
        }
        return key;
    }

    /// <summary>Key of a category or department.</summary>
    public long? Term(string text)
    {
        if (!_terms.TryGetValue(text, out var key))
        {
            _terms[text] = key = TermSql.KeyOf(writing.Connection, writing.Transaction, text, Folding.Fold(text));
        }
        return key;
    }
}
