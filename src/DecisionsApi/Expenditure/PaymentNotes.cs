using DecisionsApi.Importing;
using DecisionsApi.Tabular;

namespace DecisionsApi.Expenditure;

/// <summary>What a report says of a file beside its columns: what was assumed, and what could not be decided.</summary>
internal static class PaymentNotes
{
    public static List<string>? Of(ImportOptions options, TableShape shape, PaymentColumns columns, PaymentSurvey survey)
    {
        var notes = new List<string>();
        if (options.ColumnsFile is { } map)
        {
            notes.Add($"columnsFile: {map}");
        }
        if (!shape.HasHeading)
        {
            notes.Add("headingMissing: the columns were told by what they hold");
        }
        notes.AddRange(columns.Ties.Select(tie => $"{tie.Key}Ambiguous: {string.Join(" and ", tie.Value.Select(h => $"'{h}'"))}"));
        notes.AddRange(
            survey.Dates.Note switch
            {
                "dateOrderAssumed" => ["dateOrderAssumed: every day fits both orders, read day first"],
                "dateOrderByName" => ["dateOrderByName: every day fits both orders, the period in the name decides"],
                "dateOrderMixed" => ["dateOrderMixed: both orders occur; days that fit both are left out"],
                "yearOrderInDoubt" => ["yearOrderInDoubt: the year may be the first number or the last; the days are left out"],
                _ => Array.Empty<string>(),
            }
        );
        if (columns.LinesOf is { } total)
        {
            notes.Add(
                $"amountOfLine: '{total}' repeats the sum of an invoice on each of its lines, '{columns.ByField["amount"]}' has its parts"
            );
        }
        if (survey.IsContinental)
        {
            notes.Add("continentalAmounts: every amount has a comma before its pence");
        }
        if (survey.CreditMarks)
        {
            notes.Add("creditMarks: CR behind an amount makes it negative");
        }
        if (survey.SignByMarker)
        {
            notes.Add($"signByMarker: amounts are unsigned, '{columns.Headings[columns["creditMarker"]]}' says which are credits");
        }
        return notes.Count == 0 ? null : notes;
    }
}
