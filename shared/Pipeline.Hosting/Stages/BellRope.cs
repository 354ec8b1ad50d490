namespace Pipeline.Hosting.Stages;

/// <summary>
/// Rings for what becomes ready at the same moment together: while the bus takes the messages of some, the next ones gather.
/// A lone one is rung at once, by its caller.
/// </summary>
/// <typeparam name="T">What it rings for.</typeparam>
internal sealed class BellRope<T>(Func<IReadOnlyList<T>, Task> ring)
{
    private readonly Lock _gate = new();
    private List<T> _waiting = [];
    private TaskCompletionSource _rung = NewSource();
    private bool _ringing;

    /// <summary>Returns when the bus has been told.</summary>
    public Task RingAsync(IReadOnlyCollection<T> ready)
    {
        if (ready.Count == 0) return Task.CompletedTask;
        lock (_gate)
        {
            if (_ringing)
            {
                _waiting.AddRange(ready);
                return _rung.Task;
            }

            _ringing = true;
        }

        return RingFirstAsync([.. ready]);
    }

    private async Task RingFirstAsync(IReadOnlyList<T> ready)
    {
        try
        {
            await ring(ready);
        }
        finally
        {
            // Those who came meanwhile are no part of this caller's work.
            if (Next() is { Waiting.Count: > 0 } next)
            {
                using (ExecutionContext.SuppressFlow()) _ = Task.Run(() => RingWaitingAsync(next));
            }
        }
    }

    private async Task RingWaitingAsync((List<T> Waiting, TaskCompletionSource Rung) next)
    {
        for (; next.Waiting.Count > 0; next = Next())
        {
            try
            {
                await ring(next.Waiting);
                next.Rung.SetResult();
            }
#pragma warning disable CA1031 // Whatever it is, it is the callers' to handle.
            catch (Exception failed)
#pragma warning restore CA1031
            {
                next.Rung.SetException(failed);
            }
        }
    }

    /// <summary>Those who wait; nobody: whoever comes next is the first.</summary>
    private (List<T> Waiting, TaskCompletionSource Rung) Next()
    {
        lock (_gate)
        {
            var next = (_waiting, _rung);
            _ringing = _waiting.Count > 0;
            if (_ringing) (_waiting, _rung) = ([], NewSource());
            return next;
        }
    }

    private static TaskCompletionSource NewSource() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
