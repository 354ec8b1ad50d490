namespace Pipeline.Generation;

/// <summary>
/// So many turns at once, given to processes in turn: one with few records doesn't stand behind all those of another that
/// came before it.
/// </summary>
public sealed class FairTurns(int atOnce)
{
    private readonly Lock _gate = new();
    private readonly LinkedList<Line> _lines = new();
    private int _free = atOnce;

    /// <summary>Waits for a turn; disposing gives it back.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled first.</exception>
    public async Task<IDisposable> TakeAsync(Guid processId, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (Enqueue(processId) is not { } waiter) return new Turn(this);
        await using (cancellationToken.Register(() => waiter.TrySetCanceled(cancellationToken))) await waiter.Task;
        return new Turn(this);
    }

    /// <summary>Null: there is one free.</summary>
    private TaskCompletionSource? Enqueue(Guid processId)
    {
        lock (_gate)
        {
            if (_free > 0)
            {
                _free--;
                return null;
            }

            var line = _lines.FirstOrDefault(line => line.ProcessId == processId);
            if (line is null) _lines.AddLast(line = new(processId, new()));
            var waiter = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            line.Waiting.Enqueue(waiter);
            return waiter;
        }
    }

    /// <summary>To the first of the process whose turn it is and who waits still; its process goes to the end.</summary>
    private void PassOn()
    {
        lock (_gate)
        {
            while (_lines.First?.Value is { } line)
            {
                _lines.RemoveFirst();
                var waiter = line.Waiting.Dequeue();
                if (line.Waiting.Count > 0) _lines.AddLast(line);
                if (waiter.TrySetResult()) return;
            }

            _free++;
        }
    }

    private sealed record Line(Guid ProcessId, Queue<TaskCompletionSource> Waiting);

    private sealed class Turn(FairTurns turns) : IDisposable
    {
        public void Dispose() => turns.PassOn();
    }
}
