using System.CommandLine;
using System.IO.Pipelines;
using System.Text.Json;
using DecisionsApi.Bodies;
using DecisionsApi.Contracts;
using DecisionsApi.Decisions;
using DecisionsApi.Expenditure;
using DecisionsApi.Formats;
using DecisionsApi.Http;
using DecisionsApi.Links;
using DecisionsApi.Programmes;
using DecisionsApi.Querying;
using DecisionsApi.Register;
using DecisionsApi.Sources;
using DecisionsApi.Suppliers;
using FluentValidation;

namespace DecisionsApi.Verbs;

/// <summary><c>export</c>: writes a whole list on stdout, by the same filters and in the same forms as over HTTP.</summary>
internal static class ExportVerb
{
    private static readonly string[] Resources =
    [
        "decisions",
        "contracts",
        "expenditure",
        "programmes",
        "suppliers",
        "bodies",
        "sources",
        "links",
    ];

    public static Command Create(Option<FileInfo> database)
    {
        var resource = new Argument<string>("RESOURCE") { Description = string.Join(", ", Resources) };
        resource.AcceptOnlyFromAmong(Resources);
        string[] formats = [.. TableFormat.All.Select(f => f.Name), "json"];
        var format = new Option<string>("--format") { Description = string.Join(", ", formats), DefaultValueFactory = _ => "csv" };
        format.AcceptOnlyFromAmong(formats);
        var filter = new Option<string[]>("--filter")
        {
            Description = "A filter as name=value, as in the query of a list; may be repeated.",
            DefaultValueFactory = _ => [],
        };
        var command = new Command("export", "Write a list to standard output.") { resource, format, filter };
        command.SetAction(
            (parsed, stop) =>
            {
                var export = new Exporting(parsed.GetValue(database)!, parsed.GetValue(format)!, parsed.GetValue(filter)!, stop);
                return parsed.GetValue(resource) switch
                {
                    "decisions" => export.Run(DecisionList.Definition, new DecisionFilterValidator()),
                    "contracts" => export.Run(ContractList.Definition, new ContractFilterValidator()),
                    "programmes" => export.Run(ProgrammeList.Definition, new ProgrammeFilterValidator()),
                    "expenditure" => export.Run(PaymentList.Definition, new PaymentFilterValidator()),
                    "suppliers" => export.Run(SupplierList.Definition, new SupplierFilterValidator()),
                    "links" => export.Run(LinkList.Definition, new LinkFilterValidator()),
                    "bodies" => export.Run(BodyList.Definition, new BodyFilterValidator()),
                    _ => export.Run(SourceList.Definition, new SourceFilterValidator()),
                };
            }
        );
        return command;
    }

    private sealed record Exporting(FileInfo File, string Format, string[] Filters, CancellationToken Stop)
    {
        public async Task<int> Run<TRow, TRecord, TFilter>(ListDefinition<TRow, TRecord> list, AbstractValidator<TFilter> validator)
            where TRow : IListed
            where TFilter : ListParameters, new()
        {
            var pairs = Filters.Select(f => f.Split('=', 2)).Select(f => KeyValuePair.Create(f[0], f.Length > 1 ? f[1] : "")).ToList();
            var known = KnownParameters.Of<TFilter>().Names;
            if (pairs.Find(p => !known.Contains(p.Key)).Key is { } unknown)
            {
                var nearest = Spelling.Nearest(unknown, known);
                Console.Error.WriteLine(
                    $"--filter {unknown}: there is no such filter{(nearest is null ? "" : $"; did you mean {nearest}?")}"
                );
                return ExitCode.WrongUsage;
            }
            var filter = QueryBinder.Bind<TFilter>(pairs);
            if (validator.Validate(filter) is { IsValid: false } invalid)
            {
                invalid.Errors.ForEach(e =>
                    Console.Error.WriteLine($"--filter {JsonNamingPolicy.CamelCase.ConvertName(e.PropertyName)}: expected {e.ErrorMessage}")
                );
                return ExitCode.WrongUsage;
            }
            if (Opening.Open(File) is not { } database)
            {
                return ExitCode.Failed;
            }
            using var totals = new Totals();
            var query = ListQuery.Of(list, filter, pairs);
            var batches = new Lister(new Reader(database, QueryBudget.Unlimited), totals).Walk(list, query, Stop);
            var output = PipeWriter.Create(Console.OpenStandardOutput());
            var table = new Table<TRecord>(list.Name, batches, Columns(database, list, query.Fields))
            {
                Asked = query.Fields,
                Amount = list.Amount,
                Origin = OriginOf(database, list.Name),
            };
            await (Format == "json" ? JsonRecords.WriteArray(table, output, Stop) : TableFormat.Named(Format).Write(table, output, Stop));
            await output.CompleteAsync();
            return ExitCode.Ok;
        }

        private IReadOnlyList<Field<TRecord>> Columns<TRow, TRecord>(
            Data.Database database,
            ListDefinition<TRow, TRecord> list,
            IReadOnlyList<string>? asked
        )
            where TRow : IListed
        {
            var spreads = Format != "json" && TableFormat.Named(Format).SpreadsLists;
            using var reading = database.Read(Stop);
            return SpreadLists.Columns(list.Fields, asked, spreads, () => LongestLists.Of(list, reading.Connection));
        }

        private TableOrigin OriginOf(Data.Database database, string resource)
        {
            var reader = new Reader(database, QueryBudget.Unlimited);
            using var reading = reader.Read(Stop);
            var state = RegisterSql.State(reading.Connection);
            var licences = new Licences(reader).Of(state, new() { Kinds = Licences.KindsOf(resource) }, Stop);
            return new()
            {
                Query = $"decisions export {resource}{string.Concat(Filters.Select(f => $" --filter {f}"))}",
                Sequence = state.Sequence,
                ChangedAt = state.ChangedAt,
                Licences = [.. licences.Select(licence => (licence.Name, licence.Url))],
                Attribution = AnswerLicences.Attribution(licences),
            };
        }
    }
}
