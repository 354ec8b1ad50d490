using Pipeline.Domain.Identity;
using Pipeline.Domain.Processes;
using Pipeline.Gateway.Identity;
using Pipeline.Gateway.Live;
using Pipeline.Persistence.Ledger;

namespace Pipeline.Gateway.Monitoring;

/// <summary>The posting stop as people order it: an administrator's holds for the installation, an operator's for their own processes.</summary>
internal sealed class PostingStopOrders(PostingStops stops, LiveFeed feed)
{
    /// <summary>What holds for the caller's processes.</summary>
    public async Task<PostingStopAnswer> StandingAsync(Caller caller, CancellationToken cancellationToken) =>
        PostingStopAnswer.Of(await stops.StandingAsync(caller.UserId, cancellationToken), MayStopEverybody(caller));

    /// <summary>Stops posting at once.</summary>
    public async Task StopAsync(Caller caller, string? reason, CancellationToken cancellationToken)
    {
        var owner = MayStopEverybody(caller) ? PostingStop.Everybody : caller.UserId;
        await stops.StopAsync(owner, caller.UserId, string.IsNullOrWhiteSpace(reason) ? null : reason.Trim(), cancellationToken);
        feed.RingAll(owner);
    }

    /// <summary>Lifts what the caller may lift. What they stopped for themselves, in a lower role perhaps, is theirs in any role.</summary>
    public async Task LiftAsync(Caller caller, CancellationToken cancellationToken)
    {
        await stops.LiftAsync(caller.UserId, cancellationToken);
        if (MayStopEverybody(caller)) await stops.LiftAsync(PostingStop.Everybody, cancellationToken);
        feed.RingAll(MayStopEverybody(caller) ? PostingStop.Everybody : caller.UserId);
    }

    private static bool MayStopEverybody(Caller caller) => caller.Role == UserRole.Admin;
}
