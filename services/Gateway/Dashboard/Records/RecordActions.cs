using Pipeline.Gateway.Identity;
using Pipeline.Gateway.Live;
using Pipeline.Gateway.Records;

namespace Pipeline.Gateway.Dashboard.Records;

/// <summary>What a person can do to a record on the screen: the same decisions as through the API.</summary>
internal sealed class RecordActions(RecordReviews reviews, LiveFeed feed)
{
    /// <summary>Approves the revision that the person sees, no other.</summary>
    public Task<ActionOutcome> ApproveAsync(Caller caller, RecordDetails record) =>
        ActAsync(caller, record, () => reviews.ApproveAsync(caller, record.Id, record.Comment?.Revision, CancellationToken.None));

    public Task<ActionOutcome> RejectAsync(Caller caller, RecordDetails record, string reason) =>
        ActAsync(caller, record, () => reviews.RejectAsync(caller, record.Id, reason, CancellationToken.None));

    public Task<ActionOutcome> RetryAsync(Caller caller, RecordDetails record) =>
        ActAsync(caller, record, () => reviews.RetryAsync(caller, record.Id, CancellationToken.None));

    public Task<ActionOutcome> ResolveAsync(Caller caller, RecordDetails record, RecordResolution resolution) =>
        ActAsync(caller, record, () => reviews.ResolveAsync(caller, record.Id, resolution, CancellationToken.None));

    private async Task<ActionOutcome> ActAsync(Caller caller, RecordDetails record, Func<Task> decision)
    {
        var outcome = await ActionOutcome.OfAsync(caller, decision);
        if (outcome.Done) feed.Ring(caller.UserId, record.ProcessId);
        return outcome;
    }
}
