using DecisionsApi.Importing;

namespace DecisionsApi.Bodies;

/// <summary>What the caller of an import and the manifest say of bodies the register does not know yet.</summary>
internal static class DeclaredBodies
{
    /// <summary>A body as it was declared; only its id where it was not.</summary>
    public static DeclaredBody Of(ImportOptions options, string id)
    {
        var declared = options.Declared.GetValueOrDefault(id) ?? new(id, null, null);
        return id == options.Body && options.BodyName is not null ? declared with { Name = options.BodyName } : declared;
    }
}
