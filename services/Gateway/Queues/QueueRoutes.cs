using Microsoft.AspNetCore.Http.HttpResults;
using Pipeline.Domain.Identity;
using Pipeline.Gateway.Api;
using Pipeline.Gateway.Identity;
using Pipeline.Hosting.Bus;
using Pipeline.Hosting.Bus.Queues;

namespace Pipeline.Gateway.Queues;

/// <summary>The queues of the installation, and what got stuck beside them.</summary>
internal static class QueueRoutes
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(10);

    public static void MapQueues(this RouteGroupBuilder api)
    {
        var queues = api.MapGroup("/queues").WithTags("Queues");
        queues.MapGet("", ListAsync).WithSummary("All queues")
            .WithDescription("Of the whole installation: counts, no content. What is kept beside a queue (errors, skipped, dead) waits for `redeliver`; nothing depends on it, records ring again by themselves.");
        queues.MapPost("/{name}/redeliver", RedeliverAsync).Administers().WithSummary("Give back to a queue what is kept beside it")
            .WithDescription("Of `errors`, `skipped` and `dead` up to 5,000 messages in one call; `left` says how many more there are. Each message is in the queue before it is taken from where it was kept. A message that comes twice harms nobody.");
    }

    private static async Task<Ok<ListAnswer<QueueAnswer>>> ListAsync(Caller caller, QueueReader queues, CancellationToken cancellationToken)
    {
        try
        {
            return TypedResults.Ok(new ListAnswer<QueueAnswer>(await queues.ReadAsync(withMessages: caller.Role == UserRole.Admin, cancellationToken), null));
        }
        catch (QueuesUnreachableException unreachable)
        {
            throw ApiException.Unavailable(unreachable.Message, RetryAfter, unreachable);
        }
    }

    private static async Task<Ok<RedeliveryAnswer>> RedeliverAsync(string name, QueueReader queues, CancellationToken cancellationToken)
    {
        var queue = PipelineTopology.QueueNamed(name)
            ?? throw ApiException.NotFound($"There is no queue '{name}': there are {string.Join(", ", PipelineTopology.Queues.Select(known => known.Name))}.");
        try
        {
            return TypedResults.Ok(RedeliveryAnswer.Of(name, await queues.RedeliverAsync(queue, cancellationToken)));
        }
        catch (QueuesUnreachableException unreachable)
        {
            throw ApiException.Unavailable($"{unreachable.Message} What isn't in the queue is still kept.", RetryAfter, unreachable);
        }
    }
}
