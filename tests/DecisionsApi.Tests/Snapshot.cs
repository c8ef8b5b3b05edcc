using System.Runtime.CompilerServices;

namespace DecisionsApi.Tests;

/// <summary>Compares whole answers with approved files beside the test, by Verify's file conventions.</summary>
internal static class Snapshot
{
    /// <summary>The text must be that of <c>Class.Method.verified.EXTENSION</c>; <c>UPDATE_SNAPSHOTS=1</c> approves it.</summary>
    public static void Match(
        string actual,
        string extension = "json",
        [CallerFilePath] string file = "",
        [CallerMemberName] string test = ""
    )
    {
        var stem = Path.Combine(Path.GetDirectoryName(file)!, $"{Path.GetFileNameWithoutExtension(file)}.{test}");
        Compare(actual, $"{stem}.verified.{extension}", $"{stem}.received.{extension}");
    }

    /// <summary>The text must be that of an approved file.</summary>
    public static void Compare(string actual, string verified, string received)
    {
        var normal = actual.ReplaceLineEndings("\n").TrimEnd('\n') + "\n";
        if (Environment.GetEnvironmentVariable("UPDATE_SNAPSHOTS") == "1")
        {
            File.WriteAllText(verified, normal);
            File.Delete(received);
            return;
        }
        var expected = File.Exists(verified) ? File.ReadAllText(verified).ReplaceLineEndings("\n") : "(nothing approved yet)\n";
        if (expected != normal)
        {
            File.WriteAllText(received, normal);
        }
        Assert.Equal(expected, normal);
    }
}
