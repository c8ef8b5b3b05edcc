using System.Data.Common;
using DecisionsApi.Data;
using DecisionsApi.Http;

namespace DecisionsApi.Publishing;

/// <summary>Keeps the register's file up with the register while the service runs.</summary>
internal sealed partial class PublishingService(
    RegisterPublisher publisher,
    ServiceSettings settings,
    TimeProvider time,
    ILogger<PublishingService> log
) : BackgroundService
{
    /// <summary>How often it is looked whether the file is due.</summary>
    public static readonly TimeSpan Pace = TimeSpan.FromMinutes(1);

    /// <summary>Makes the file where it is due; null where it is not, or cannot be made now.</summary>
    public PublishedFile? Step(CancellationToken stop)
    {
        try
        {
            var file = publisher.IsDue(TimeSpan.FromHours(settings.Exports.RegisterHours)) ? publisher.Make(stop) : null;
            if (file is not null)
            {
                Made(log, file.Path, file.Sequence, file.SizeBytes);
            }
            return file;
        }
        catch (Exception e) when (stop.IsCancellationRequested && (e is OperationCanceledException || Database.IsInterrupted(e)))
        {
            return null;
        }
        catch (Exception e) when (e is DbException or IOException or UnauthorizedAccessException)
        {
            Failed(log, e, Pace);
            return null;
        }
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        // A thread of its own, which those who answer requests do not miss.
        Task.Factory.StartNew(() => Keep(stoppingToken), stoppingToken, TaskCreationOptions.LongRunning, TaskScheduler.Default).Unwrap();

    private async Task Keep(CancellationToken stop)
    {
        using var timer = new PeriodicTimer(Pace, time);
        // A timer that is gone ends the waiting without an exception.
        using var end = stop.Register(timer.Dispose);
        do
        {
            Step(stop);
        } while (await timer.WaitForNextTickAsync(CancellationToken.None));
    }

    [LoggerMessage(LogLevel.Information, "The register was written as {Path}: sequence {Sequence}, {SizeBytes} bytes.")]
    private static partial void Made(ILogger log, string path, long sequence, long sizeBytes);

    [LoggerMessage(LogLevel.Error, "The register could not be written as a file; tried again in {Pace}.")]
    private static partial void Failed(ILogger log, Exception fault, TimeSpan pace);
}
