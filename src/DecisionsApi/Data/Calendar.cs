namespace DecisionsApi.Data;

/// <summary>Expressions over days, which every engine writes in its own way.</summary>
internal static class Calendar
{
    /// <summary>The Monday of the week a day lies in.</summary>
    public static string Monday(string day) => $"date({day}, 'weekday 0', '-6 days')";

    /// <summary>The Sunday of the week a day lies in.</summary>
    public static string Sunday(string day) => $"date({day}, 'weekday 0')";
}
