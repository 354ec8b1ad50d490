using Microsoft.Extensions.Hosting;

namespace Pipeline.Hosting;

/// <summary>For background services that must not work before everything is up.</summary>
public static class HostStart
{
    /// <summary>
    /// Waits until the host has started, the bus included. HTTP and health are served before that, and background
    /// services begin before that.
    /// </summary>
    public static async Task WaitUntilStartedAsync(this IHostApplicationLifetime lifetime, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(lifetime);
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = lifetime.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(cancellationToken);
    }
}
