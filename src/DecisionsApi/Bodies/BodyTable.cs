using DecisionsApi.Records;
using DecisionsApi.Register;

namespace DecisionsApi.Bodies;

/// <summary>How bodies are kept. A body that no source speaks of any more stays: payments and decisions are its.</summary>
internal sealed class BodyTable : RecordTable<Body>
{
    public static readonly BodyTable Instance = new();

    public override string Resource => "bodies";

    public override string TextTable => "body_text";

    public override bool Withdraws => false;

    public override IReadOnlyList<(string Name, object? Value)> Columns(Writing writing, Body body) =>
        [
            ("name", body.Name),
            ("name_folded", Folding.Fold(body.Name!)),
            ("title", body.Name),
            ("kind", body.Kind),
            ("area_code", body.AreaCode),
        ];

    public override (string Title, string Words) Words(Body body) =>
        (
            body.Name!,
            string.Join(
                '\n',
                (string?[])[body.AreaName, body.AreaCode, .. body.Identifiers.Select(identifier => identifier.Id), .. body.Extra.Values]
            )
        );

    public override IEnumerable<StatedLink> Links(Body body) =>
        body
            .Predecessors.Select(id => new StatedLink("follows", "bodies", id, null))
            .Concat(body.Successors.Select(id => new StatedLink("followedBy", "bodies", id, null)));

    public override Body Fill(Body body, RecordRow row, IReadOnlyList<RecordLink> links) =>
        body with
        {
            Id = row.Id,
            PaymentCount = row.PaymentCount,
            SumAmount = Money.FromPence(row.PaymentPence),
            Links = links,
            Source = row.Source,
        };
}
