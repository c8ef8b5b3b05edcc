using Dapper;
using Microsoft.Data.Sqlite;

namespace DecisionsApi.Register;

/// <summary>Facts about the database itself.</summary>
internal static class SettingSql
{
    /// <summary>Which shipped content the register was last filled with.</summary>
    public const string ShippedContent = "shippedContent";

    /// <summary>Which rules the suppliers' names were last resolved by.</summary>
    public const string SupplierRules = "supplierRules";

    /// <summary>The value of a setting, or null.</summary>
    public static string? Find(SqliteConnection connection, string name) =>
        connection.ExecuteScalar<string?>("SELECT value FROM settings WHERE name = @name", new { name });

    /// <summary>Sets a value.</summary>
    public static void Save(SqliteConnection connection, string name, string value) =>
        connection.Execute(
            "INSERT INTO settings (name, value) VALUES (@name, @value) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
            new { name, value }
        );
}
