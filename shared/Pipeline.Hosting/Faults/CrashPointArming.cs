using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Pipeline.Domain.Faults;

namespace Pipeline.Hosting.Faults;

/// <summary>Arms the crash points before anything else starts, if a setting says so.</summary>
internal sealed partial class CrashPointArming(IOptions<CrashPointOptions> options, ILogger<CrashPointArming> logger) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        CrashPointAim.Parse(options.Value.Crash, out var crash);
        CrashPointAim.Parse(options.Value.Freeze, out var freeze);
        if (crash.Count + freeze.Count == 0) return Task.CompletedTask;
        Log.Armed(logger, string.Join(", ", crash), string.Join(", ", freeze));
        CrashPoints.Arm(crash, freeze);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Crash points are armed, for tests only: this process will end at [{Crash}] and freeze at [{Freeze}]")]
        public static partial void Armed(ILogger logger, string crash, string freeze);
    }
}
