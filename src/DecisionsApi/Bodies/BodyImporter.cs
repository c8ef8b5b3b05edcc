using System.Text.Json;
using DecisionsApi.Formats;
using DecisionsApi.Importing;
using DecisionsApi.Register;
using DecisionsApi.Sources;
using DecisionsApi.Tabular;
using FluentValidation;

namespace DecisionsApi.Bodies;

/// <summary>Takes in a table of bodies: columns <c>id, name, kind, areaCode</c>. A body in the register is changed, never withdrawn.</summary>
internal sealed class BodyImporter : ITableImport
{
    private static readonly string[] Fields = ["id", "name", "kind", "areaCode"];
    private static readonly NewBodyValidator Validator = new();

    public string Kind => "bodies";

    public int Recognise(IReadOnlyList<string> cells, ImportOptions options)
    {
        var known = cells.Select(Headings.Normalise).ToHashSet();
        return Fields.All(field => known.Contains(Headings.Normalise(field))) ? Fields.Length : 0;
    }

    public TableReport Import(ImportContext context)
    {
        var (connection, transaction) = (context.Connection, context.Transaction);
        var columns = Fields.ToDictionary(
            f => f,
            f => context.Shape.Headings.Select(Headings.Normalise).ToList().IndexOf(Headings.Normalise(f))
        );
        var detected = new Detected(
            TextEncoding.Name(context.File.Encoding),
            context.Shape.Delimiter.ToString(),
            context.Shape.HeaderLine,
            null,
            columns.ToDictionary(c => c.Key, c => context.Shape.Headings[c.Value])
        );
        var before = RegisterSql.Head(connection, transaction);
        var series = SourceSql.SeriesOf(connection, transaction, null, Kind, context.SourceName);
        var existing = SourceSql.KeyOf(connection, transaction, series, context.File.Sha256);
        var source = existing ?? SourceSql.Add(connection, transaction, NewSource(context, detected, series, before));
        var import = SourceSql.BeginImport(connection, transaction, source, context.ImportedAt, before);
        using var rejected = new RejectedRows(connection, transaction, source, store: existing is null);
        var head = before;
        int read = 0,
            saved = 0,
            unchanged = 0,
            blank = 0;
        using var records = context.File.Open(context.Shape);
        while (records.Read())
        {
            if (records.Line <= context.Shape.HeaderLine)
            {
                continue;
            }
            read++;
            var body = Understand(records, columns);
            if (body is null)
            {
                blank++;
            }
            else if (Validator.Validate(body) is { IsValid: false } faults)
            {
                rejected.Add(
                    new(
                        [
                            .. faults.Errors.Select(f => new RowFault(
                                records.Line,
                                f.PropertyName,
                                f.ErrorCode,
                                $"{f.AttemptedValue}",
                                f.ErrorMessage
                            )),
                        ],
                        records.Raw.ToString()
                    )
                );
            }
            else if (Save(context, body, import, head + 1))
            {
                head++;
                saved++;
            }
            else
            {
                unchanged++;
            }
        }
        var rows = new RowCounts(read, saved, unchanged, 0, rejected.Count, blank, 0, 0);
        Archive.Keep(context, []);
        SourceSql.EndImport(connection, transaction, import, head);
        if (existing is null)
        {
            SourceSql.SetCounts(connection, transaction, source, rows, 0);
        }
        return new()
        {
            File = context.DisplayPath,
            SourceName = context.SourceName,
            Sha256 = context.File.Sha256,
            Kind = Kind,
            Detected = detected,
            Rows = rows,
            SumAmount = 0.00m,
            Rejected = rejected.Faults,
            Issues = new Dictionary<string, int>(),
            Changes = context.Options.DryRun ? null : new(before, head),
        };
    }

    private static SourceSql.NewSource NewSource(ImportContext context, Detected detected, long series, long head) =>
        new()
        {
            Id = Identity.Of("source", "bodies", context.SourceName, context.File.Sha256),
            Series = series,
            Sha256 = context.File.Sha256,
            File = context.FileName,
            SizeBytes = context.File.SizeBytes,
            Detected = JsonSerializer.Serialize(detected, Json.Sparse),
            ExtraHeadings = "[]",
            ImportedAt = context.ImportedAt,
            Sequence = head,
        };

    private static NewBody? Understand(RecordReader record, Dictionary<string, int> columns)
    {
        string Cell(string field) => columns[field] < record.Count ? record[columns[field]].Trim() : "";
        var body = new NewBody(
            Cell("id"),
            Cell("name"),
            Cell("kind") is "" ? null : Cell("kind"),
            Cell("areaCode") is "" ? null : Cell("areaCode")
        );
        return body is ("", "", null, null) ? null : body;
    }

    private static bool Save(ImportContext context, NewBody body, long import, long sequence)
    {
        var (connection, transaction) = (context.Connection, context.Transaction);
        var stored = BodySql.Find(connection, transaction, body.Id);
        if (stored is not null && (stored.Name, stored.Kind, stored.AreaCode) == (body.Name, body.Kind, body.AreaCode))
        {
            return false;
        }
        long key;
        if (stored is null)
        {
            key = BodySql.Add(connection, transaction, body.Id, body.Name, body.Kind, body.AreaCode, sequence);
        }
        else
        {
            key = stored.Key;
            BodySql.Update(connection, transaction, key, body.Name, body.Kind, body.AreaCode, sequence);
        }
        RegisterSql.Append(connection, transaction, sequence, import, "bodies", key, stored is null ? "created" : "updated");
        return true;
    }

    /// <summary>A body as a row gives it.</summary>
    internal sealed record NewBody(string Id, string Name, string? Kind, string? AreaCode);

    private sealed class NewBodyValidator : AbstractValidator<NewBody>
    {
        public NewBodyValidator()
        {
            RuleFor(b => b.Id).Must(Slugs.IsSlug).WithErrorCode("idInvalid").WithMessage("a slug: lower-case words joined by hyphens");
            RuleFor(b => b.Name).NotEmpty().WithErrorCode("nameMissing").WithMessage("a name");
            RuleFor(b => b.Kind)
                .Must(kind => kind is null || BodyKinds.All.Contains(kind))
                .WithErrorCode("kindUnknown")
                .WithMessage($"one of {string.Join(", ", BodyKinds.All)}, or nothing");
            RuleFor(b => b.AreaCode).MaximumLength(9).WithErrorCode("areaCodeInvalid").WithMessage("an ONS code such as E23000014");
        }
    }
}
