using Pipeline.Persistence.Ledger;
using Pipeline.SiteAccess;
using Pipeline.Sites;

namespace Pipeline.Posting;

/// <summary>When a post may begin, and whether its host slots are reserved for then; its place in the pace is.</summary>
internal sealed record Turn(TimeSpan Wait, bool Slots);

/// <summary>
/// Reserves ahead what a post needs: first its place in its account's pace, then, at that time, its turn at the host. (A
/// host slot of tomorrow would hold up everybody's today.) What was reserved for a moment that is long past is reserved anew.
/// </summary>
public sealed class PostingPlan(HostSlots hosts, PostingPaces paces, SiteCatalog catalog)
{
    internal async Task<Turn> ReserveAsync(PostingWork work, AccountAccess account, PostingReservation reserved, CancellationToken cancellationToken)
    {
        if (reserved.Slots) return new(TimeSpan.Zero, true);
        var pace = reserved.PaceHolds ? reserved.Pace!.Value : await PaceAsync(work, reserved.Pace, cancellationToken);
        if (pace > TimeSpan.Zero) return new(pace, false);
        var cost = catalog.For(account.Kind).Costs.Comment;
        var slots = await hosts.ReserveAheadAsync(account.Origin, cost, 1, new(work.Process.Id, work.Record.Status), cancellationToken);
        return new(slots.Until(cost), slots.Holds(cost));
    }

    private Task<TimeSpan> PaceAsync(PostingWork work, TimeSpan? before, CancellationToken cancellationToken)
    {
        var process = work.Process;
        return paces.ReserveAsync(
            process.Id, work.Record.AccountId, process.PostsPerDay, process.MinPostGap, TimeZoneInfo.FindSystemTimeZoneById(process.TimeZone), before,
            cancellationToken);
    }
}
