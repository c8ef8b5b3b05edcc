namespace DecisionsApi.Records.Layouts;

/// <summary>Names of fields as every format writes them.</summary>
internal static class Paths
{
    /// <summary><c>Amounts[0].Measure</c> is <c>amounts[0].measure</c>.</summary>
    public static string Camel(string path) =>
        string.Join('.', path.Split('.').Select(part => part.Length == 0 ? part : char.ToLowerInvariant(part[0]) + part[1..]));
}
