namespace DecisionsApi.Bodies;

/// <summary>The closed list of kinds of body.</summary>
internal static class BodyKinds
{
    public static readonly string[] All =
    [
        "policeAndCrimeCommissioner",
        "policeFireAndCrimeCommissioner",
        "mayor",
        "policeAuthority",
        "chiefConstable",
        "council",
        "fireAuthority",
        "transportBody",
        "department",
        "other",
    ];
}
