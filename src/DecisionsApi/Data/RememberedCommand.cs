using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Data.Sqlite;

namespace DecisionsApi.Data;

/// <summary>A command that takes its statement from those its connection remembers, and gives it back when it is disposed of.</summary>
internal sealed class RememberedCommand(RememberingConnection connection) : DbCommand
{
    // Text and parameters are gathered first: the text may still change when lists of values are put in.
    private readonly SqliteCommand _draft = new();
    private Statement? _statement;
    private int _timeout = connection.DefaultTimeout;

    [AllowNull]
    public override string CommandText { get; set; } = "";

    public override int CommandTimeout
    {
        get => _timeout;
        set => _timeout = value;
    }

    public override CommandType CommandType { get; set; } = CommandType.Text;

    public override bool DesignTimeVisible { get; set; }

    public override UpdateRowSource UpdatedRowSource { get; set; }

    protected override DbConnection? DbConnection
    {
        get => connection;
        set => throw new NotSupportedException("The command belongs to its connection.");
    }

    protected override DbParameterCollection DbParameterCollection => _draft.Parameters;

    protected override DbTransaction? DbTransaction { get; set; }

    public override void Cancel() { }

    public override int ExecuteNonQuery() => Ready().ExecuteNonQuery();

    public override object? ExecuteScalar() => Ready().ExecuteScalar();

    public override void Prepare() => Ready().Prepare();

    protected override DbParameter CreateDbParameter() => new SqliteParameter();

    protected override DbDataReader ExecuteDbDataReader(CommandBehavior behavior) =>
        new RowReader(Ready().ExecuteReader(behavior), _statement!);

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            GiveBack();
            _draft.Dispose();
        }
        base.Dispose(disposing);
    }

    private SqliteCommand Ready()
    {
        GiveBack();
        _statement = connection.Take(CommandText);
        _statement.Command.CommandTimeout = _timeout;
        foreach (SqliteParameter parameter in _draft.Parameters)
        {
            _statement.Command.Parameters.Add(parameter);
        }
        return _statement.Command;
    }

    private void GiveBack()
    {
        if (_statement is not null)
        {
            connection.GiveBack(_statement);
            _statement = null;
        }
    }
}
