using Pipeline.Persistence.Ledger;
using Pipeline.SiteAccess;
using Pipeline.Sites;

namespace Pipeline.Posting;

/// <summary>When a post may begin, and what is reserved for then.</summary>
internal sealed record Turn(TimeSpan Wait, bool Slots, bool Pace);

/// <summary>
/// Reserves ahead what a post needs: first its place in its account's pace, then, at that time, its turn at the host. (A
/// host slot of tomorrow would hold up everybody's today.)
/// </summary>
public sealed class PostingPlan(HostSlots hosts, PostingPaces paces, SiteCatalog catalog)
{
    internal async Task<Turn> ReserveAsync(PostingWork work, AccountAccess account, CancellationToken cancellationToken)
    {
        if (work.Record.SlotsReserved) return new(TimeSpan.Zero, true, true);
        var process = work.Process;
        if (!work.Record.PaceReserved)
        {
            var pace = await paces.ReserveAsync(
                process.Id, account.AccountId, process.PostsPerDay, process.MinPostGap, TimeZoneInfo.FindSystemTimeZoneById(process.TimeZone), cancellationToken);
            if (pace > TimeSpan.Zero) return new(pace, false, true);
        }

        var reserved = await hosts.ReserveAsync(account.Origin, catalog.For(account.Kind).Costs.Comment, cancellationToken);
        return new(reserved.Wait, true, true);
    }
}
