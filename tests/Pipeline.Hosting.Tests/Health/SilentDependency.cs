using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Pipeline.Hosting.Tests.Health;

/// <summary>A database whose check hangs and doesn't hear that it should end, as on a connection that went dead.</summary>
internal sealed class SilentDependency : IHealthCheck
{
    private readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<HealthCheckResult> _never = new();

    /// <summary>Ends once the check has been asked.</summary>
    public Task Asked => _asked.Task;

    public void AddTo(IServiceCollection services, TimeProvider clock)
    {
        services.AddSingleton(clock);
        services.AddHealthChecks().AddCheck("database", this);
    }

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        _asked.TrySetResult();
        return _never.Task;
    }
}
