using System.Data;
using System.Globalization;
using Dapper;

namespace DecisionsApi.Data;

/// <summary>Days are stored as the text YYYY-MM-DD, which sorts as it reads.</summary>
internal sealed class DayHandler : SqlMapper.TypeHandler<DateOnly>
{
    public override DateOnly Parse(object value) => DateOnly.ParseExact((string)value, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    public override void SetValue(IDbDataParameter parameter, DateOnly value)
    {
        parameter.DbType = DbType.String;
        parameter.Value = value.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
    }
}
