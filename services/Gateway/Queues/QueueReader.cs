using Microsoft.Extensions.Options;
using Pipeline.Domain.Records;
using Pipeline.Hosting.Bus;
using Pipeline.Hosting.Bus.Queues;
using Pipeline.Persistence.Ledger;

namespace Pipeline.Gateway.Queues;

/// <summary>What the bus and the ledger know of the queues, put together; for all who ask within a second it is read once.</summary>
internal sealed class QueueReader(IQueueDesk desk, StageFigures figures, WorkerHeartbeats heartbeats, IOptions<BusOptions> bus, TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan GoodFor = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim _gate = new(1, 1);
    private Snapshot? _last;
    private (long At, string Reason)? _refused;

    private sealed record Snapshot(long At, IReadOnlyList<QueueReport> Queues, IReadOnlyDictionary<Stage, StageFigure> Stages, Dictionary<string, int> Alive);

    /// <summary>All queues.</summary>
    /// <param name="withMessages">Also with what exceptions say: that is for administrators.</param>
    /// <param name="cancellationToken">Ends it early.</param>
    /// <exception cref="QueuesUnreachableException">The broker doesn't answer.</exception>
    public async Task<IReadOnlyList<QueueAnswer>> ReadAsync(bool withMessages, CancellationToken cancellationToken)
    {
        var now = await SnapshotAsync(cancellationToken);
        return
        [
            .. now.Queues.Select(report => QueueAnswer.Of(
                report, StageOf(report.Queue) is { } stage ? now.Stages[stage] : null, now.Alive.GetValueOrDefault(ServiceOf(report.Queue)),
                bus.Value.Transport == BusTransport.Memory, withMessages)),
        ];
    }

    /// <summary>Gives back what is kept beside a queue; whoever asks next sees it.</summary>
    /// <exception cref="QueuesUnreachableException">The broker doesn't answer.</exception>
    public async Task<Redelivery> RedeliverAsync(QueueDefinition queue, CancellationToken cancellationToken)
    {
        var redelivery = await desk.RedeliverAsync(queue, cancellationToken);
        _last = null;
        return redelivery;
    }

    public void Dispose() => _gate.Dispose();

    private async Task<Snapshot> SnapshotAsync(CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            if (_last is { } fresh && clock.GetElapsedTime(fresh.At) < GoodFor) return fresh;

            // Whoever has waited behind somebody who was refused need not find out again.
            if (_refused is { } just && clock.GetElapsedTime(just.At) < GoodFor) throw new QueuesUnreachableException(just.Reason);
            return _last = await TakeAsync(cancellationToken);
        }
        finally
        {
            _gate.Release();
        }
    }

    private async Task<Snapshot> TakeAsync(CancellationToken cancellationToken)
    {
        var at = clock.GetTimestamp();
        try
        {
            return new(at, await desk.ReadAsync(cancellationToken), await figures.ReadAsync(cancellationToken), await heartbeats.AliveAsync(cancellationToken));
        }
        catch (QueuesUnreachableException unreachable)
        {
            _refused = (clock.GetTimestamp(), unreachable.Message);
            throw;
        }
    }

    private static Stage? StageOf(QueueDefinition queue) => queue.Name switch
    {
        PipelineQueues.Discovery => Stage.Discovery,
        PipelineQueues.Preparation => Stage.Preparation,
        PipelineQueues.Generation => Stage.Generation,
        PipelineQueues.Posting => Stage.Posting,
        _ => null,
    };

    private static string ServiceOf(QueueDefinition queue) => queue.Name == PipelineQueues.Monitoring ? "gateway" : queue.Name.Split('_')[0];
}
