using Pipeline.Domain.Identity;
using Pipeline.Gateway.Identity;
using Pipeline.Gateway.Monitoring;

namespace Pipeline.Gateway.Dashboard.Stop;

/// <summary>The posting stop as a page shows it; it lasts from the first rendering to the next.</summary>
/// <param name="Stops">Those in force, the widest first.</param>
public sealed record PostingStopView(IReadOnlyList<ShownStop> Stops)
{
    /// <summary>The person has stopped already what they can stop.</summary>
    public bool MayNotBeStopped(Caller caller)
    {
        ArgumentNullException.ThrowIfNull(caller);
        return Stops.Any(stop => stop.Scope == (caller.Role == UserRole.Admin ? PostingStopScope.Installation : PostingStopScope.Mine));
    }
}

/// <summary>A stop in force.</summary>
/// <param name="Scope">Whose posts it holds back.</param>
/// <param name="Reason">Why.</param>
/// <param name="Since">Since when (UTC).</param>
/// <param name="By">Who stopped it; null: they are gone.</param>
/// <param name="Liftable">The person who looks may lift it.</param>
public sealed record ShownStop(PostingStopScope Scope, string? Reason, DateTime Since, string? By, bool Liftable);

/// <summary>What a person can do about the posting stop on the screen: the same as through the API.</summary>
internal sealed class PostingStopActions(PostingStopOrders orders)
{
    /// <summary>What holds for the person's processes.</summary>
    public async Task<PostingStopView> StandingAsync(Caller caller, CancellationToken cancellationToken) => new(
        [.. (await orders.StandingAsync(caller, cancellationToken)).Stops.Select(stop => new ShownStop(stop.Scope, stop.Reason, stop.Since, stop.By, stop.Liftable))]);

    public Task<ActionOutcome> StopAsync(Caller caller, string? reason) => ActionOutcome.OfAsync(caller, () => orders.StopAsync(caller, reason, CancellationToken.None));

    public Task<ActionOutcome> LiftAsync(Caller caller) => ActionOutcome.OfAsync(caller, () => orders.LiftAsync(caller, CancellationToken.None));
}
