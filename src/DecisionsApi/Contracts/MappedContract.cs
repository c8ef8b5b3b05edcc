using System.Text.Json.Nodes;

namespace DecisionsApi.Contracts;

/// <summary>A contract of somebody else's format, in our own layout.</summary>
/// <param name="Fields">The fields, named as in <c>docs/layouts.md</c>; what is not known is left out.</param>
/// <param name="Issues">What could not be carried over.</param>
internal sealed record MappedContract(JsonObject Fields, IReadOnlyList<MappingIssue> Issues);
