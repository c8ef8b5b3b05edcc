using System.Globalization;
using DecisionsApi.Bodies;
using DecisionsApi.Contracts;
using DecisionsApi.Data;
using DecisionsApi.Decisions;
using DecisionsApi.Expenditure;
using DecisionsApi.Formats;
using DecisionsApi.Links;
using DecisionsApi.Programmes;
using DecisionsApi.Querying;
using DecisionsApi.Records;
using DecisionsApi.Sources;
using DecisionsApi.Suppliers;
using Microsoft.Data.Sqlite;

namespace DecisionsApi.Publishing;

/// <summary>A list as a table of the register's file: its columns are the fields, by the names they have in every form.</summary>
/// <param name="name">Name of the table.</param>
/// <param name="indexes">Columns it can be looked up by; several of one index separated by commas.</param>
internal abstract class RegisterTable(string name, IReadOnlyList<string> indexes)
{
    /// <summary>All of them. Totals that a body reported stand apart, as in the API: beside payments they would count twice.</summary>
    public static IReadOnlyList<RegisterTable> All { get; } =
    [
        Of<RecordRow, Decision, DecisionFilter>("decisions", DecisionList.Definition, ["body,decidedOn", "decidedOn", "programme"]),
        Of<RecordRow, Contract, ContractFilter>("contracts", ContractList.Definition, ["startOn", "publishedOn", "programme"]),
        Of<PaymentSql.Row, Payment, PaymentFilter>(
            "expenditure",
            PaymentList.Definition,
            ["body,paidOn", "supplier.id,paidOn", "supplier.name", "paidOn"]
        ),
        Of<PaymentSql.Row, Payment, PaymentFilter>("reportedTotals", PaymentList.Definition, [], ("kind", "reportedTotal")),
        Of<RecordRow, Programme, ProgrammeFilter>("programmes", ProgrammeList.Definition, []),
        Of<SupplierSql.Row, Supplier, SupplierFilter>("suppliers", SupplierList.Definition, ["name"]),
        Of<RecordRow, Body, BodyFilter>("bodies", BodyList.Definition, ["name"]),
        Of<SourceSql.Row, Source, SourceFilter>("sources", SourceList.Definition, ["body"]),
        Of<LinkSql.Row, Link, LinkFilter>("links", LinkList.Definition, ["from.id", "to.id"]),
    ];

    /// <summary>Name of the table.</summary>
    public string Name => name;

    /// <summary>Columns it can be looked up by.</summary>
    public IReadOnlyList<string> Indexes => indexes;

    /// <summary>Writes the list as a snapshot of the register shows it, and proves that all of it is there.</summary>
    public abstract void Write(ReaderFile file, Lister lister, SqliteConnection snapshot, CancellationToken stop);

    /// <summary>Type of a column.</summary>
    public static string TypeOf(FieldType type) =>
        type switch
        {
            FieldType.Decimal => "REAL",
            FieldType.Whole => "INTEGER",
            _ => "TEXT",
        };

    /// <summary>A field's value as it is stored.</summary>
    public static object? Stored(object? value) =>
        value switch
        {
            DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            decimal number => (double)number,
            _ => value,
        };

    private static RegisterTable<TRow, TRecord> Of<TRow, TRecord, TFilter>(
        string name,
        ListDefinition<TRow, TRecord> list,
        IReadOnlyList<string> indexes,
        params (string Name, string Value)[] filters
    )
        where TRow : IListed
        where TFilter : ListParameters, new()
    {
        var given = filters.Select(filter => KeyValuePair.Create(filter.Name, filter.Value)).ToList();
        return new(name, list, () => ListQuery.Of(list, QueryBinder.Bind<TFilter>(given), given), indexes);
    }
}

/// <summary>The table of one list.</summary>
internal sealed class RegisterTable<TRow, TRecord>(
    string name,
    ListDefinition<TRow, TRecord> list,
    Func<ListQuery> query,
    IReadOnlyList<string> indexes
) : RegisterTable(name, indexes)
    where TRow : IListed
{
    public override void Write(ReaderFile file, Lister lister, SqliteConnection snapshot, CancellationToken stop)
    {
        decimal sum = 0;
        using (var rows = file.Table(Name, [.. list.Fields.Select(field => (field.Name, TypeOf(field.Type)))]))
        {
            var values = new object?[list.Fields.Count];
            foreach (var record in lister.Walk(snapshot, list, query()).SelectMany(batch => batch))
            {
                stop.ThrowIfCancellationRequested();
                for (var i = 0; i < values.Length; i++)
                {
                    values[i] = Stored(list.Fields[i].Value(record));
                }
                rows.Add(values);
                sum += list.Amount?.Invoke(record) ?? 0;
            }
        }
        foreach (var columns in Indexes)
        {
            file.Index(Name, columns);
        }
        Prove(file.Count(Name), sum, lister.Total(snapshot, list, query()));
    }

    private void Prove(long count, decimal sum, Total total)
    {
        var expected = (total.Count, (total.SumPence ?? 0) / 100m);
        if ((count, sum) != expected)
        {
            throw new InvalidDataException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{Name} has {count} records and comes to {sum}, in the register {expected.Count} and {expected.Item2}."
                )
            );
        }
    }
}
