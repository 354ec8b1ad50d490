namespace Pipeline.Generation;

/// <summary>
/// So many turns at once. One that is free goes to the process that has the fewest of them, and among equals to the one
/// whose turn it is: a process with few records doesn't stand behind all those of another that came before it.
/// </summary>
public sealed class FairTurns(int atOnce)
{
    private readonly Lock _gate = new();
    private readonly LinkedList<Line> _lines = new();
    private readonly Dictionary<Guid, int> _held = [];
    private int _free = atOnce;

    /// <summary>Waits for a turn; disposing gives it back.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled first.</exception>
    public async Task<IDisposable> TakeAsync(Guid processId, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (Enqueue(processId) is { } waiter)
            await using (cancellationToken.Register(() => waiter.TrySetCanceled(cancellationToken))) await waiter.Task;
        return new Turn(this, processId);
    }

    /// <summary>Null: there is one free.</summary>
    private TaskCompletionSource? Enqueue(Guid processId)
    {
        lock (_gate)
        {
            if (_free > 0)
            {
                _free--;
                _held[processId] = Held(processId) + 1;
                return null;
            }

            var line = _lines.FirstOrDefault(line => line.ProcessId == processId);
            if (line is null) _lines.AddLast(line = new(processId, new()));
            var waiter = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            line.Waiting.Enqueue(waiter);
            return waiter;
        }
    }

    private int Held(Guid processId) => _held.GetValueOrDefault(processId);

    /// <summary>To the first who waits still, of the process that has the fewest; that goes to the end.</summary>
    private void PassOn(Guid processId)
    {
        lock (_gate)
        {
            if (Held(processId) == 1) _held.Remove(processId);
            else _held[processId]--;
            while (_lines.MinBy(line => Held(line.ProcessId)) is { } line)
            {
                _lines.Remove(line);
                var waiter = line.Waiting.Dequeue();
                if (line.Waiting.Count > 0) _lines.AddLast(line);
                if (!waiter.TrySetResult()) continue;
                _held[line.ProcessId] = Held(line.ProcessId) + 1;
                return;
            }

            _free++;
        }
    }

    private sealed record Line(Guid ProcessId, Queue<TaskCompletionSource> Waiting);

    private sealed class Turn(FairTurns turns, Guid processId) : IDisposable
    {
        public void Dispose() => turns.PassOn(processId);
    }
}
