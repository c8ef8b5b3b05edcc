using System.Buffers.Text;
using System.Collections;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Data.Sqlite;

namespace DecisionsApi.Data;

/// <summary>
/// Reads the values of rows from the engine directly. The provider's own reader takes three guarded calls a value, which was a
/// quarter of the time of a page of a list; and a text that is the same as in the row before, as most of a payment's are, is one object.
/// </summary>
[SuppressMessage("Naming", "CA1710", Justification = "A reader that happens to be enumerable.")]
internal sealed unsafe partial class RowReader(SqliteDataReader rows, Statement statement) : DbDataReader
{
    private readonly object[] _last = new object[rows.FieldCount];
    private nint _handle = rows.Handle?.DangerousGetHandle() ?? 0;

    public override int Depth => rows.Depth;
    public override int FieldCount => rows.FieldCount;
    public override bool HasRows => rows.HasRows;
    public override bool IsClosed => rows.IsClosed;
    public override int RecordsAffected => rows.RecordsAffected;
    public override object this[int ordinal] => GetValue(ordinal);
    public override object this[string name] => GetValue(GetOrdinal(name));

    public override bool Read() => rows.Read();

    /// <summary>The statements of this program have one result each.</summary>
    public override bool NextResult()
    {
        _handle = 0;
        return rows.NextResult();
    }

    public override object GetValue(int ordinal)
    {
        if ((uint)ordinal >= (uint)_last.Length || _handle == 0)
        {
            return rows.GetValue(ordinal);
        }
        var value = ValueOf(_handle, ordinal);
        return TypeOf(value) switch
        {
            SQLitePCL.raw.SQLITE_NULL => DBNull.Value,
            SQLitePCL.raw.SQLITE_INTEGER => Number(ordinal, IntegerOf(value)),
            SQLitePCL.raw.SQLITE_TEXT => Text(ordinal, value),
            _ => rows.GetValue(ordinal),
        };
    }

    public override bool IsDBNull(int ordinal) =>
        _handle == 0 ? rows.IsDBNull(ordinal) : TypeOf(ValueOf(_handle, ordinal)) == SQLitePCL.raw.SQLITE_NULL;

    public override string GetString(int ordinal) => GetValue(ordinal) as string ?? rows.GetString(ordinal);

    public override long GetInt64(int ordinal) => GetValue(ordinal) is long number ? number : rows.GetInt64(ordinal);

    public override T GetFieldValue<T>(int ordinal) =>
        typeof(T) == typeof(DateOnly) && _handle != 0 && Day(ordinal) is { } day ? (T)(object)day : rows.GetFieldValue<T>(ordinal);

    public override bool GetBoolean(int ordinal) => rows.GetBoolean(ordinal);

    public override byte GetByte(int ordinal) => rows.GetByte(ordinal);

    public override long GetBytes(int ordinal, long dataOffset, byte[]? buffer, int bufferOffset, int length) =>
        rows.GetBytes(ordinal, dataOffset, buffer, bufferOffset, length);

    public override char GetChar(int ordinal) => rows.GetChar(ordinal);

    public override long GetChars(int ordinal, long dataOffset, char[]? buffer, int bufferOffset, int length) =>
        rows.GetChars(ordinal, dataOffset, buffer, bufferOffset, length);

    public override string GetDataTypeName(int ordinal) => rows.GetDataTypeName(ordinal);

    public override DateTime GetDateTime(int ordinal) => rows.GetDateTime(ordinal);

    public override decimal GetDecimal(int ordinal) => rows.GetDecimal(ordinal);

    public override double GetDouble(int ordinal) => rows.GetDouble(ordinal);

    public override Type GetFieldType(int ordinal) =>
        (_handle == 0 ? 0 : TypeOf(ValueOf(_handle, ordinal))) switch
        {
            0 => rows.GetFieldType(ordinal),
            SQLitePCL.raw.SQLITE_INTEGER => typeof(long),
            SQLitePCL.raw.SQLITE_FLOAT => typeof(double),
            SQLitePCL.raw.SQLITE_TEXT => typeof(string),
            SQLitePCL.raw.SQLITE_BLOB => typeof(byte[]),
            _ => statement.TypeOfNull(rows, ordinal),
        };

    public override float GetFloat(int ordinal) => rows.GetFloat(ordinal);

    public override Guid GetGuid(int ordinal) => rows.GetGuid(ordinal);

    public override short GetInt16(int ordinal) => rows.GetInt16(ordinal);

    public override int GetInt32(int ordinal) => rows.GetInt32(ordinal);

    public override string GetName(int ordinal) => statement.NameOf(rows, ordinal);

    public override int GetOrdinal(string name) => rows.GetOrdinal(name);

    public override int GetValues(object[] values) => rows.GetValues(values);

    public override IEnumerator GetEnumerator() => new DbEnumerator(this);

    public override void Close() => rows.Close();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            rows.Dispose();
        }
        base.Dispose(disposing);
    }

    /// <summary>A day as all are stored; null where it is written otherwise.</summary>
    private DateOnly? Day(int ordinal)
    {
        var text = Bytes(ValueOf(_handle, ordinal));
        return
            text.Length == 10
            && text[4] == '-'
            && text[7] == '-'
            && Utf8Parser.TryParse(text[..4], out int year, out var digits)
            && digits == 4
            && Utf8Parser.TryParse(text[5..7], out int month, out digits)
            && digits == 2
            && Utf8Parser.TryParse(text[8..], out int day, out digits)
            && digits == 2
            ? new(year, month, day)
            : null;
    }

    private object Number(int ordinal, long number) =>
        _last[ordinal] is long last && last == number ? _last[ordinal] : _last[ordinal] = number;

    private string Text(int ordinal, nint value)
    {
        var text = Bytes(value);
        if (_last[ordinal] is string last && Ascii.Equals(text, last))
        {
            return last;
        }
        var read = Encoding.UTF8.GetString(text);
        _last[ordinal] = read;
        return read;
    }

    private static ReadOnlySpan<byte> Bytes(nint value)
    {
        // In this order: to make it text may move it.
        var start = TextOf(value);
        return new(start, BytesOf(value));
    }

    // A value of the present row is in memory already, so that none of these waits for anything. Taken once, it is asked for its type and
    // content without being looked for again; only this thread works with its connection.
    [LibraryImport("e_sqlite3", EntryPoint = "sqlite3_column_value")]
    [SuppressGCTransition]
    private static partial nint ValueOf(nint statement, int column);

    [LibraryImport("e_sqlite3", EntryPoint = "sqlite3_value_type")]
    [SuppressGCTransition]
    private static partial int TypeOf(nint value);

    [LibraryImport("e_sqlite3", EntryPoint = "sqlite3_value_int64")]
    [SuppressGCTransition]
    private static partial long IntegerOf(nint value);

    [LibraryImport("e_sqlite3", EntryPoint = "sqlite3_value_text")]
    [SuppressGCTransition]
    private static partial byte* TextOf(nint value);

    [LibraryImport("e_sqlite3", EntryPoint = "sqlite3_value_bytes")]
    [SuppressGCTransition]
    private static partial int BytesOf(nint value);
}
