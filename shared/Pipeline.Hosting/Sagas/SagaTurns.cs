using MassTransit;

namespace Pipeline.Hosting.Sagas;

/// <summary>
/// Lets the events of one instance in one after the other, so that within a process they never conflict; what other
/// processes do at the same moment is left to the concurrency token. Instances share a bounded number of turnstiles.
/// </summary>
internal sealed class SagaTurns<TSaga>
    where TSaga : class, ISaga
{
    private const int Turnstiles = 64;

    private readonly SemaphoreSlim[] _turnstiles = [.. Enumerable.Range(0, Turnstiles).Select(_ => new SemaphoreSlim(1, 1))];

    /// <summary>Waits for the turn of an instance; dispose the pass to let the next event in.</summary>
    public async ValueTask<Pass> EnterAsync(Guid instance, CancellationToken cancellationToken)
    {
        var turnstile = _turnstiles[(uint)instance.GetHashCode() % Turnstiles];
        await turnstile.WaitAsync(cancellationToken);
        return new Pass(turnstile);
    }

    /// <summary>Held while an event is worked on.</summary>
    public readonly struct Pass(SemaphoreSlim turnstile) : IDisposable
    {
        public void Dispose() => turnstile.Release();
    }
}
