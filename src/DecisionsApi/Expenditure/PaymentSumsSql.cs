using System.Data;
using System.Runtime.InteropServices;
using Dapper;
using DecisionsApi.Data;
using Microsoft.Data.Sqlite;

namespace DecisionsApi.Expenditure;

/// <summary>
/// What payments come to in each of the tables of kept sums, added up in memory and brought into them in between: to have the engine
/// sort a million payments once for each table takes four times as long.
/// </summary>
internal sealed class PaymentSumsSql(SqliteConnection connection, SqliteTransaction transaction, int sign)
{
    /// <summary>The cells of a table that are held at most.</summary>
    private const int MostCells = 100_000;
    private const int Suppliers = 1;

    private static readonly (string Table, string Column)[] Known =
    [
        ("payment_months", "paid_on"),
        ("payment_suppliers", "supplier_key"),
        ("payment_categories", "category_key"),
        ("payment_departments", "department_key"),
    ];

    private readonly Dictionary<Cell, Sum>[] _cells =
    [
        [],
        [],
        [],
        [],
    ];
    private long _payments;
    private bool _isBegun;

    /// <summary>The tables of kept sums, each with the first column of its key.</summary>
    public static IEnumerable<(string Table, string First)> Tables =>
        Known.Select(known => (known.Table, "body_key")).Append(("payment_supplier_years", "supplier_key"));

    /// <summary>Adds the payment a reader is at.</summary>
    public void Add(IDataReader payment)
    {
        var (body, year, kind, pence) = (payment.GetInt64(0), payment.GetString(5), payment.GetString(6), payment.GetInt64(7));
        Add(0, new(body, 0, payment.GetString(4), year, kind), pence);
        for (var i = 1; i < Known.Length; i++)
        {
            Add(i, new(body, payment.GetInt64(i), "", year, kind), pence);
        }
        _payments++;
    }

    /// <summary>Brings in what is left; how many payments there were.</summary>
    public long Complete()
    {
        for (var i = 0; i < Known.Length; i++)
        {
            BringIn(i);
        }
        SupplierRankSql.Follow(connection, transaction);
        return _payments;
    }

    private void Add(int table, Cell cell, long pence)
    {
        ref var sum = ref CollectionsMarshal.GetValueRefOrAddDefault(_cells[table], cell, out _);
        sum = new(sum.Payments + sign, sum.Pence + sign * pence);
        if (_cells[table].Count > MostCells)
        {
            BringIn(table);
        }
    }

    private void BringIn(int table)
    {
        var (name, column) = Known[table];
        Begin();
        using (var rows = new BulkInsert(connection, "temp.cells", "body_key, of, financial_year, kind, payments, pence"))
        {
            foreach (var (cell, sum) in _cells[table])
            {
                rows.Add(cell.Body, table == 0 ? cell.Day : cell.Key, cell.Year, cell.Kind, sum.Payments, sum.Pence);
            }
        }
        _cells[table].Clear();
        connection.Execute(
            $"""
            INSERT INTO {name} (body_key, {column}, financial_year, kind, payments, pence)
            SELECT body_key, of, financial_year, kind, payments, pence FROM temp.cells WHERE true ORDER BY 1, 2, 3, 4
            ON CONFLICT DO UPDATE SET payments = payments + excluded.payments, pence = {name}.pence + excluded.pence;

            """,
            transaction: transaction,
            commandTimeout: 0
        );
        if (table == Suppliers)
        {
            BringInSuppliers();
        }
    }

    /// <summary>Brings the cells of suppliers also into those of all bodies together, and says which there were.</summary>
    private void BringInSuppliers() =>
        connection.Execute(
            """
            INSERT INTO payment_supplier_years (supplier_key, financial_year, kind, payments, pence)
            SELECT of, financial_year, kind, sum(payments), sum(pence) FROM temp.cells WHERE true GROUP BY 1, 2, 3
            ON CONFLICT DO UPDATE SET payments = payments + excluded.payments, pence = payment_supplier_years.pence + excluded.pence;

            INSERT INTO temp.touched SELECT body_key, of, financial_year, kind, payments, pence FROM temp.cells;
            """,
            transaction: transaction,
            commandTimeout: 0
        );

    private void Begin()
    {
        connection.Execute(
            """
            CREATE TEMP TABLE IF NOT EXISTS cells (body_key INTEGER, of, financial_year TEXT, kind TEXT, payments INTEGER, pence INTEGER);
            CREATE TEMP TABLE IF NOT EXISTS touched (
              body_key INTEGER, supplier_key INTEGER, financial_year TEXT, kind TEXT, payments INTEGER, pence INTEGER
            );
            DELETE FROM temp.cells;
            """,
            transaction: transaction
        );
        if (!_isBegun)
        {
            connection.Execute("DELETE FROM temp.touched", transaction: transaction);
            _isBegun = true;
        }
    }

    private readonly record struct Cell(long Body, long Key, string Day, string Year, string Kind);

    private readonly record struct Sum(long Payments, long Pence);
}
