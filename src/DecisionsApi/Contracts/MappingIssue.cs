namespace DecisionsApi.Contracts;

/// <summary>Something published that could not be carried over as it stands.</summary>
/// <param name="Code">What is the matter with it.</param>
/// <param name="Field">Field of our layout that it is about.</param>
/// <param name="Found">The text found, or null where something is missing.</param>
internal sealed record MappingIssue(string Code, string Field, string? Found);
