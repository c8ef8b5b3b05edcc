namespace DecisionsApi.Verbs;

/// <summary>What the process answers its caller.</summary>
internal static class ExitCode
{
    public const int Ok = 0;

    /// <summary>Some file could not be read or was rolled back; a check found something.</summary>
    public const int Failed = 1;
    public const int WrongUsage = 2;
}
