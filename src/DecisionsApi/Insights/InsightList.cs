using DecisionsApi.Formats;
using DecisionsApi.Http;
using DecisionsApi.Querying;
using DecisionsApi.Register;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Data.Sqlite;

namespace DecisionsApi.Insights;

/// <summary>Lists patterns in the form asked for, a page or all of them.</summary>
internal sealed class InsightList(Reader reader)
{
    /// <summary>Handles one request.</summary>
    public IResult Handle<TFilter, TRecord>(
        HttpContext context,
        Insight<TFilter, TRecord> insight,
        TFilter filter,
        IValidator<TFilter> validator
    )
        where TFilter : ListParameters
    {
        if (validator.Validate(filter) is { IsValid: false } invalid)
        {
            return Problems.InvalidParameters(invalid.Errors, property => ListHandler.Given<TFilter>(context, property));
        }
        var sort = Sort.Of(filter.Sort, insight.DefaultSort, insight.Keys)!;
        var fingerprint = FingerprintOf(insight, sort, context.Request.Query.SelectMany(p => p.Value.Select(v => (p.Key, v ?? ""))));
        var cursor = filter.Cursor is null ? null : Cursor.Parse(filter.Cursor);
        if (cursor is not null && (cursor.Query != fingerprint || !long.TryParse(cursor.Value, out _)))
        {
            return Problems.ForeignCursor();
        }
        var asking = new Asking<TFilter, TRecord>(insight, filter, sort, fingerprint, Http.Links.Origin(context.Request));
        var format = context.Features.Get<Representation>()!.Form!.Format;
        return format == "json" ? Page(context, asking, cursor) : Stream(context, asking, cursor, format);
    }

    /// <summary>What the contract needs to know of a list of patterns.</summary>
    public static ListContract ContractOf<TFilter, TRecord>(Insight<TFilter, TRecord> insight, string example)
        where TFilter : ListParameters
    {
        var given = QueryHelpers.ParseQuery(example).SelectMany(p => p.Value.Select(v => (p.Key, v ?? "")));
        var cursor = new Cursor(FingerprintOf(insight, insight.DefaultSort, given), 1, "0", "0");
        return new(typeof(TFilter), insight.DefaultSort.Name, cursor.ToString(), example);
    }

    private JsonHttpResult<InsightPage<object>> Page<TFilter, TRecord>(HttpContext context, Asking<TFilter, TRecord> asking, Cursor? cursor)
        where TFilter : ListParameters
    {
        var (insight, filter) = (asking.Insight, asking.Filter);
        var limit = filter.Limit?.Value ?? ListQuery.DefaultLimit;
        using var reading = reader.Read(context.RequestAborted);
        using var snapshot = reading.Connection.BeginTransaction(deferred: true);
        var (patterns, after) = asking.Read(reading.Connection, cursor, limit);
        var next = Http.Links.OfPage(context, patterns.Last is null ? null : after);
        var counts = filter.Count != "none";
        var licences = AnswerLicences.State(context, new() { Bodies = [.. insight.Bodies(filter)] });
        var fields = asking.Fields();
        return TypedResults.Json(
            new InsightPage<object>
            {
                Notice = Pattern.LongNotice,
                Rule = insight.Rule(filter),
                Coverage = InsightSql.CoverageOf(reading.Connection, insight.Bodies(filter)),
                Data = [.. patterns.Records.Select(record => JsonRecords.Project(record, fields))],
                Info = new()
                {
                    Limit = limit,
                    Next = next,
                    Count = counts ? patterns.Count : null,
                    SumAmount = counts ? Money.FromPence(patterns.SumPence) : null,
                    Sequence = after?.Sequence ?? cursor?.Sequence ?? RegisterSql.Head(reading.Connection),
                },
                Licence = licences.Licence,
                Licences = licences.Licences,
                Attribution = licences.Attribution,
            },
            Json.Options
        );
    }

    private TableResult<TRecord> Stream<TFilter, TRecord>(
        HttpContext context,
        Asking<TFilter, TRecord> asking,
        Cursor? cursor,
        string format
    )
        where TFilter : ListParameters
    {
        var names = asking.Fields();
        IReadOnlyList<Field<TRecord>> fields = names is null
            ? asking.Insight.Fields
            : [.. names.SelectMany(asked => asking.Insight.Fields.Where(f => f.IsPartOf(asked))).Distinct()];
        var only = asking.Filter.Limit?.Value;
        return TableResult.Of(
            format,
            new Table<TRecord>(asking.Insight.Name, Walk(asking, cursor, only, context.RequestAborted), fields)
            {
                Asked = names,
                ByteOrderMark = asking.Filter.Bom?.Value ?? false,
            },
            isExport: only is null
        );
    }

    /// <summary>All patterns from the cursor on, page by page; or one page of so many.</summary>
    private IEnumerable<IReadOnlyList<TRecord>> Walk<TFilter, TRecord>(
        Asking<TFilter, TRecord> asking,
        Cursor? cursor,
        int? only,
        CancellationToken stop
    )
        where TFilter : ListParameters
    {
        while (true)
        {
            var (patterns, after) = Batch(cursor);
            yield return patterns.Records;
            if (only is not null || patterns.Last is null)
            {
                yield break;
            }
            cursor = after;
        }

        (Patterns<TRecord>, Cursor?) Batch(Cursor? from)
        {
            using var reading = reader.Read(stop);
            using var snapshot = reading.Connection.BeginTransaction(deferred: true);
            return asking.Read(reading.Connection, from, only ?? ListQuery.MaxLimit);
        }
    }

    private static string FingerprintOf<TFilter, TRecord>(
        Insight<TFilter, TRecord> insight,
        Sort sort,
        IEnumerable<(string Name, string Value)> given
    )
        where TFilter : ListParameters =>
        ListQuery.FingerprintOf("insights/" + insight.Name, sort, given.Select(p => KeyValuePair.Create(p.Name, p.Value)));

    /// <summary>What one request asks for.</summary>
    private sealed record Asking<TFilter, TRecord>(
        Insight<TFilter, TRecord> Insight,
        TFilter Filter,
        Sort Sort,
        string Fingerprint,
        string Origin
    )
        where TFilter : ListParameters
    {
        public string[]? Fields() => Filter.Fields?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

        /// <summary>A page, and where the next begins.</summary>
        public (Patterns<TRecord> Patterns, Cursor? Next) Read(SqliteConnection connection, Cursor? cursor, int limit)
        {
            var head = RegisterSql.Head(connection);
            var moment = new Moment(cursor?.Sequence ?? head, head);
            var patterns = Insight.Read(connection, new(Filter, Sort, limit, moment, cursor, Origin));
            return (patterns, patterns.Last is { } last ? new(Fingerprint, moment.Sequence, last.Value, last.Place) : null);
        }
    }
}
