namespace Pipeline.Hosting.Periodic;

/// <summary>
/// What a service does again and again by itself. Every replica does it, and several may at once: what must be done once is
/// taken by one statement of the ledger's, what else is told may be told twice.
/// </summary>
public interface IPeriodicWork
{
    /// <summary>Does it once. What it throws is logged, and the next turn comes all the same.</summary>
    /// <param name="cancellationToken">The service stops.</param>
    Task RunAsync(CancellationToken cancellationToken);

    /// <summary>What is left to do after the last turn, when the service stops; by default nothing.</summary>
    /// <param name="cancellationToken">The stop must not wait any longer.</param>
    Task EndAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
