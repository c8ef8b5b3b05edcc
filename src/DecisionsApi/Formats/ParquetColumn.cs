using Parquet;
using Parquet.Schema;

namespace DecisionsApi.Formats;

/// <summary>A column of the row group under way.</summary>
internal abstract class ParquetColumn<T>
{
    private const int Digits = 18;
    private const int Places = 2;

    /// <summary>Name and type in the file.</summary>
    public required DataField Schema { get; init; }

    public abstract void Add(T record);

    /// <summary>Writes what has come together, and begins again.</summary>
    public abstract Task Write(ParquetRowGroupWriter group, CancellationToken stop);

    /// <summary>The column of a field.</summary>
    public static ParquetColumn<T> Of(Field<T> field)
    {
        var value = field.Value;
        return field.Type switch
        {
            FieldType.Day => new Values<DateOnly>(record => (DateOnly?)value(record)) { Schema = new(field.Name, typeof(DateOnly), true) },
            FieldType.Decimal => new Values<decimal>(record => (decimal?)value(record))
            {
                Schema = new DecimalDataField(field.Name, Digits, Places, isNullable: true),
            },
            FieldType.Whole => new Values<long>(record => (long?)value(record)) { Schema = new(field.Name, typeof(long), true) },
            _ => new Texts(record => (string?)value(record)) { Schema = new(field.Name, typeof(string), true) },
        };
    }

    private sealed class Values<TValue>(Func<T, TValue?> of) : ParquetColumn<T>
        where TValue : struct
    {
        private readonly List<TValue?> _values = [];

        public override void Add(T record) => _values.Add(of(record));

        public override async Task Write(ParquetRowGroupWriter group, CancellationToken stop)
        {
            await group.WriteAsync<TValue>(Schema, _values.ToArray().AsMemory(), cancellationToken: stop);
            _values.Clear();
        }
    }

    private sealed class Texts(Func<T, string?> of) : ParquetColumn<T>
    {
        private readonly List<string?> _values = [];

        // Most texts recur: each is kept once.
        private readonly HashSet<string> _known = [];

        public override void Add(T record)
        {
            var text = of(record);
            if (text is not null && !_known.Add(text))
            {
                _known.TryGetValue(text, out text);
            }
            _values.Add(text);
        }

        public override async Task Write(ParquetRowGroupWriter group, CancellationToken stop)
        {
            stop.ThrowIfCancellationRequested();
            await group.WriteAsync(Schema, _values);
            _values.Clear();
            _known.Clear();
        }
    }
}
