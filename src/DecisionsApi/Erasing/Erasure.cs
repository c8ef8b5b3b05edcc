using System.Globalization;
using DecisionsApi.Bodies;
using DecisionsApi.Contracts;
using DecisionsApi.Data;
using DecisionsApi.Decisions;
using DecisionsApi.Expenditure;
using DecisionsApi.Programmes;
using DecisionsApi.Publishing;
using DecisionsApi.Records;
using DecisionsApi.Register;
using DecisionsApi.Sources;

namespace DecisionsApi.Erasing;

/// <summary>Takes a value out of the register on a lawful request, everywhere and for good, and leaves a note that it did.</summary>
internal sealed class Erasure(Database database, TimeProvider time)
{
    /// <summary>What can be erased from.</summary>
    public static readonly string[] Resources = ["expenditure", "decisions", "contracts", "programmes", "bodies", "sources", "suppliers"];

    /// <summary>Erases; the outcome tells what was done, or why nothing was.</summary>
    public ErasureOutcome Run(ErasureRequest request)
    {
        if (Refusal(request) is { } refusal)
        {
            return new(false, refusal);
        }
        using var connection = database.WriteErasing();
        long sequence;
        using (var transaction = database.Begin(connection))
        {
            var head = RegisterSql.Head(connection, transaction);
            if (ErasureSql.SourceOf(connection, transaction, request.Resource, request.Id) is not { } source)
            {
                return new(false, $"There is no {request.Resource}/{request.Id}, or nothing that a file has said of it.");
            }
            var at = time.GetUtcNow().ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
            request = request with { At = at };
            var import = SourceSql.BeginImport(connection, transaction, source, at, head);
            var writing = new Writing(connection, transaction, import, head);
            void Note() =>
                ErasedSql.Note(
                    connection,
                    transaction,
                    new(request.Resource, request.Id, request.Field, at, request.Reason, request.By, head + 1)
                );
            if (!Erase(writing, request, Note))
            {
                return new(false, $"{request.Resource}/{request.Id} has no '{request.Field}' to erase.");
            }
            LinkRuleSql.Renew(writing);
            sequence = writing.Head;
            SourceSql.EndImport(connection, transaction, import, sequence);
            transaction.Commit();
        }
        new PublishedFiles(database).Remove();
        Database.Flush(connection);
        var what = request.Field.Length == 0 ? "" : $" {request.Field} of";
        return new(
            true,
            string.Create(
                CultureInfo.InvariantCulture,
                $"Erased{what} {request.Resource}/{request.Id}; the register is at sequence {sequence}."
            )
        );
    }

    private static string? Refusal(ErasureRequest request) =>
        request.Resource switch
        {
            "expenditure" when request.Field.Length > 0 && !ErasedPaymentSql.HasField(request.Field) =>
                $"'{request.Field}' cannot be erased; expected {string.Join(", ", BlankingSql.Fields)} or {BlankingSql.Extra}HEADING.",
            "bodies" when request.Field.Length == 0 => "A body is erased field by field: payments and decisions are its.",
            "suppliers" when request.Field is not ("" or "name") =>
                "Of a supplier only the name can be erased; say --field name, or nothing.",
            "sources" when request.Field.Length > 0 => "A source is erased whole: its file, its rejected rows and its records.",
            _ => null,
        };

    private static bool Erase(Writing writing, ErasureRequest request, Action note)
    {
        var (id, field) = (request.Id, request.Field);
        switch (request.Resource)
        {
            case "decisions":
                return ErasedRecordSql.Erase(writing, DecisionTable.Instance, id, field, note);
            case "contracts":
                return ErasedRecordSql.Erase(writing, ContractTable.Instance, id, field, note);
            case "programmes":
                return ErasedRecordSql.Erase(writing, ProgrammeTable.Instance, id, field, note);
            case "bodies":
                return ErasedRecordSql.Erase(writing, BodyTable.Instance, id, field, note);
            case "sources":
                note();
                return EraseSource(writing, request, note);
            case "suppliers":
                note();
                return EraseSupplier(writing, request);
            default:
                note();
                if (ErasedPaymentSql.Erase(writing, id, field) is not { } taken)
                {
                    return false;
                }
                ErasedPaymentSql.CloseFiles(writing, id, taken);
                return true;
        }
    }

    /// <summary>
    /// A supplier's name, in every spelling, out of every payment that is or was to it. Each payment has a note of its own, so that the
    /// name stays away when its file comes again.
    /// </summary>
    private static bool EraseSupplier(Writing writing, ErasureRequest request)
    {
        const string Field = "supplier.name";
        var (connection, transaction) = (writing.Connection, writing.Transaction);
        var payments = ErasureSql.PaymentsTo(connection, transaction, request.Id);
        var bySeries = new Dictionary<long, Taken>();
        foreach (var (id, source) in payments)
        {
            ErasedSql.Note(
                connection,
                transaction,
                new("expenditure", id, Field, request.At, request.Reason, request.By, writing.Head + 1)
            );
            var series = SourceSql.SeriesOf(connection, transaction, source);
            bySeries.TryAdd(series, new());
            bySeries[series].Texts.UnionWith(ErasedPaymentSql.Erase(writing, id, Field)?.Texts ?? []);
        }
        foreach (var file in ErasureSql.FilesOf(connection, transaction, [.. payments.Select(payment => payment.Id)]))
        {
            ArchiveSql.Close(connection, transaction, file, ErasedSql.Reason);
        }
        foreach (var (series, taken) in bySeries)
        {
            ErasedPaymentSql.Sweep(connection, transaction, series, taken);
        }
        return payments.Count > 0;
    }

    /// <summary>A source with every record whose present content it first published.</summary>
    private static bool EraseSource(Writing writing, ErasureRequest request, Action note)
    {
        var all = new Taken();
        foreach (var payment in ErasureSql.PaymentsOf(writing.Connection, writing.Transaction, request.Id))
        {
            all.Texts.UnionWith(ErasedPaymentSql.Erase(writing, payment, ErasedSql.Everything)!.Texts);
        }
        ErasedPaymentSql.Sweep(
            writing.Connection,
            writing.Transaction,
            SourceSql.SeriesOf(writing.Connection, writing.Transaction, request.Id),
            all
        );
        foreach (var (resource, id) in ErasureSql.RecordsOf(writing.Connection, writing.Transaction, request.Id))
        {
            if (resource != "bodies")
            {
                _ = Erase(writing, request with { Resource = resource, Id = id }, note);
            }
        }
        ErasureSql.CloseSource(writing.Connection, writing.Transaction, request.Id);
        return true;
    }
}

/// <summary>What is to be erased, why and by whom; an empty field is the whole record.</summary>
internal sealed record ErasureRequest(string Resource, string Id, string Field, string Reason, string By)
{
    /// <summary>When it is done.</summary>
    public string At { get; init; } = "";
}

/// <summary>Whether it was done, in words.</summary>
internal sealed record ErasureOutcome(bool Done, string Message);
