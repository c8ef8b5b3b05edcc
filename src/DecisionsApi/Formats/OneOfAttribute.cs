using System.Reflection;

namespace DecisionsApi.Formats;

/// <summary>Names the closed list a field takes its values from, so that what is documented is what is enforced.</summary>
/// <param name="owner">The type that has the list.</param>
/// <param name="list">The list: a static field of strings.</param>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class OneOfAttribute(Type owner, string list) : Attribute
{
    public IReadOnlyList<string> Values =>
        (string[])owner.GetField(list, BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)!.GetValue(null)!;
}
