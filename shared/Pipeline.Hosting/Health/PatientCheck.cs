using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Pipeline.Hosting.Health;

/// <summary>
/// A check that may take so long and no longer. Each has a limit of its own: one dependency that hangs is named as missing,
/// and what the others answered is told beside it. A limit over all of them would end the question instead of answering it.
/// </summary>
internal sealed class PatientCheck(IHealthCheck check, TimeProvider clock) : IHealthCheck
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        using var late = new CancellationTokenSource(Patience, clock);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        try
        {
            // Not every check ends when it is told to.
            return await check.CheckHealthAsync(context, ended.Token).WaitAsync(ended.Token);
        }
        catch (OperationCanceledException) when (late.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return new HealthCheckResult(context.Registration.FailureStatus, $"It didn't answer within {Patience.TotalSeconds:0} s.");
        }
    }

    /// <summary>Limits every check that is registered.</summary>
    public static void LimitAll(HealthCheckServiceOptions options)
    {
        foreach (var registration in options.Registrations)
        {
            var make = registration.Factory;
            registration.Factory = services => new PatientCheck(make(services), services.GetRequiredService<TimeProvider>());
        }
    }
}
