using System.Globalization;

namespace DecisionsApi.Verbs;

/// <summary>One line on stderr that tells how a long import goes; nothing where stderr is no terminal.</summary>
internal sealed class ProgressLine(TimeProvider time) : IDisposable
{
    private const int Every = 5000;
    private long _started = time.GetTimestamp();
    private bool _shown;

    /// <summary>Tells how many rows of a file have been read.</summary>
    public void Show(string file, int rows)
    {
        if (rows == 1)
        {
            _started = time.GetTimestamp();
        }
        if (rows % Every != 0 || Console.IsErrorRedirected)
        {
            return;
        }
        var rate = rows / Math.Max(time.GetElapsedTime(_started).TotalSeconds, 0.001);
        Console.Error.Write(string.Create(CultureInfo.InvariantCulture, $"\r{Path.GetFileName(file)}: {rows:N0} rows, {rate:N0} rows/s "));
        _shown = true;
    }

    /// <summary>Takes the line away.</summary>
    public void Clear()
    {
        if (_shown)
        {
            Console.Error.Write("\r" + new string(' ', 79) + "\r");
            _shown = false;
        }
    }

    public void Dispose() => Clear();
}
