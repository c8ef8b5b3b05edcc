using DecisionsApi.Records;
using DecisionsApi.Register;

namespace DecisionsApi.Programmes;

/// <summary>How programmes are kept.</summary>
internal sealed class ProgrammeTable : RecordTable<Programme>
{
    public static readonly ProgrammeTable Instance = new();

    public override string Resource => "programmes";

    public override string TextTable => "programme_text";

    public override IReadOnlyList<(string Name, object? Value)> Columns(Writing writing, Programme programme) =>
        [
            ("title", programme.Name),
            ("title_folded", Folding.Fold(programme.Name!)),
            ("status", programme.Status),
            ("start_on", programme.StartOn),
        ];

    public override (string Title, string Words) Words(Programme programme) =>
        (
            string.Join('\n', programme.Names.Prepend(programme.Name!)),
            string.Join(
                '\n',
                (string?[])
                    [
                        programme.Purpose,
                        .. programme.Partners.SelectMany(partner => new[] { partner.Name, partner.Description }),
                        .. programme.StatusHistory.Select(status => status.Description),
                        .. programme.Extra.Values,
                    ]
            )
        );

    public override IEnumerable<StatedLink> Links(Programme programme)
    {
        foreach (var partner in programme.Partners.Where(partner => partner.Body is not null))
        {
            yield return new(partner.Role ?? "partner", "bodies", partner.Body, partner.Description);
        }
        foreach (var status in programme.StatusHistory.Where(status => status.Decision is not null))
        {
            yield return new($"{status.Status}By", "decisions", status.Decision!.Id, status.Description);
        }
        foreach (var successor in programme.Successors)
        {
            yield return new("followedBy", "programmes", successor, null);
        }
    }

    public override void Relate(Writing writing, long key, Programme programme) => ProgrammeSql.SavePartners(writing, key, programme);

    public override Programme Fill(Programme programme, RecordRow row, IReadOnlyList<RecordLink> links) =>
        programme with
        {
            Id = row.Id,
            StatusHistory = [.. programme.StatusHistory.Select(status => status with { Decision = status.Decision.Titled(links) })],
            Links = links,
            Source = row.Source,
        };
}
