using Dapper;
using DecisionsApi.Records;

namespace DecisionsApi.Programmes;

/// <summary>The statements about programmes that other records have not.</summary>
internal static class ProgrammeSql
{
    /// <summary>Notes which bodies take part.</summary>
    public static void SavePartners(Writing writing, long key, Programme programme)
    {
        writing.Connection.Execute("DELETE FROM programme_partners WHERE programme_key = @key", new { key }, writing.Transaction);
        foreach (var body in programme.Partners.Select(partner => partner.Body).OfType<string>().Distinct())
        {
            writing.Connection.Execute(
                "INSERT INTO programme_partners (body_id, programme_key) VALUES (@body, @key)",
                new { body, key },
                writing.Transaction
            );
        }
    }
}
