using System.Collections;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using DecisionsApi.Contracts;
using DecisionsApi.Decisions;
using DecisionsApi.Expenditure;
using DecisionsApi.Formats;
using DecisionsApi.Links;
using DecisionsApi.Programmes;

namespace DecisionsApi.Tests.Formats;

/// <summary>The code generated from records writes what the serializer writes.</summary>
public sealed class GeneratedJsonTests
{
    public static TheoryData<Type> Records =>
        [.. typeof(IGenerated<>).Assembly.GetTypes().Where(type => !type.IsInterface && new GeneratedJson().CanConvert(type))];

    [Theory]
    [MemberData(nameof(Records))]
    public void Writes_and_reads_a_record_with_every_part(Type type) => IsTheSame(Filled.Whole(type), type);

    [Theory]
    [MemberData(nameof(Records))]
    public void Writes_and_reads_a_record_with_nothing_that_may_be_missing(Type type) => IsTheSame(Filled.Bare(type), type);

    [Theory]
    [InlineData(typeof(Decision), "decisions.jsonl?include=contracts,expenditure,programme")]
    [InlineData(typeof(Contract), "contracts.jsonl?include=decisions,expenditure,programme")]
    [InlineData(typeof(Programme), "programmes.jsonl?include=decisions,contracts,expenditure")]
    [InlineData(typeof(Payment), "expenditure.jsonl?include=raw,decision&kind=reportedTotal")]
    public async Task Writes_the_shipped_records(Type type, string list)
    {
        await using var register = new GivenRegister().Shipped();
        var lines = (await register.GetText("/v1/" + list)).Split('\n')[..^1];

        Assert.NotEmpty(lines);
        Assert.All(lines, line => Assert.Equal(Reflected(JsonSerializer.Deserialize(line, type, Json.Reflected)!, type), line));
    }

    private static void IsTheSame(object record, Type type)
    {
        var expected = Reflected(record, type);
        var written = JsonSerializer.Serialize(record, type, Json.Options);

        Assert.Equal(expected, written);
        Assert.Equal(Indented(record, type, Json.Reflected), Indented(record, type, Json.Options));
        Assert.Equal(expected, Reflected(JsonSerializer.Deserialize(written, type, Json.Options)!, type));
    }

    private static string Reflected(object record, Type type) => JsonSerializer.Serialize(record, type, Json.Reflected);

    private static string Indented(object record, Type type, JsonSerializerOptions options)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, new() { Encoder = options.Encoder, Indented = true }))
        {
            JsonSerializer.Serialize(writer, record, type, options);
        }
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    /// <summary>Makes records of whatever parts they have.</summary>
    private sealed class Filled(bool isWhole)
    {
        private static readonly NullabilityInfoContext Nullability = new();

        public static object Whole(Type type) => new Filled(true).Record(type, 0);

        public static object Bare(Type type) => new Filled(false).Record(type, 0);

        private object Record(Type type, int depth)
        {
            var record = RuntimeHelpers.GetUninitializedObject(type);
            foreach (var property in type.GetProperties().Where(property => property.CanWrite))
            {
                var isMissing =
                    Nullability.Create(property).ReadState == NullabilityState.Nullable
                    && !(isWhole && Continues(property.PropertyType, depth));
                property.SetValue(record, isMissing ? null : Value(property.PropertyType, depth + 1));
            }
            return record;
        }

        // Records include each other without end.
        private static bool Continues(Type type, int depth) => type != typeof(Included) || depth == 0;

        private object Value(Type type, int depth)
        {
            type = Nullable.GetUnderlyingType(type) ?? type;
            if (type == typeof(string))
            {
                return "Café \"Ünïcode\" <&> \\ \u2028 😀\t'+";
            }
            if (type == typeof(DateOnly))
            {
                return new DateOnly(2012, 11, 22);
            }
            if (
                type.IsGenericType
                && type.GetInterfaces()
                    .Append(type)
                    .Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IReadOnlyDictionary<,>))
            )
            {
                var dictionary = (IDictionary)Activator.CreateInstance(typeof(Dictionary<,>).MakeGenericType(type.GetGenericArguments()))!;
                dictionary["Größe \"x\""] = Value(type.GetGenericArguments()[1], depth);
                dictionary["none"] = isWhole && type.GetGenericArguments()[1] == typeof(string) ? null : dictionary["Größe \"x\""];
                return dictionary;
            }
            if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>))
            {
                var items = Array.CreateInstance(type.GetGenericArguments()[0], isWhole ? 2 : 0);
                for (var i = 0; i < items.Length; i++)
                {
                    items.SetValue(Value(type.GetGenericArguments()[0], depth), i);
                }
                return items;
            }
            return type.IsValueType ? Convert.ChangeType(-1234.5m, type, null) : Record(type, depth);
        }
    }
}
