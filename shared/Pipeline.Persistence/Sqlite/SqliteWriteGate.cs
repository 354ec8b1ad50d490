namespace Pipeline.Persistence.Sqlite;

/// <summary>
/// The one gate that every write of this program goes through: SQLite has one writer, and waiting in line is ten times
/// quicker than its busy-retry.
/// </summary>
public sealed class SqliteWriteGate : IDisposable
{
    private readonly SemaphoreSlim _gate = new(1, 1);

    /// <summary>Waits for the turn; dispose the pass to let the next one in.</summary>
    public async ValueTask<IDisposable> EnterAsync(CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        return new Pass(_gate);
    }

    /// <summary>As <see cref="EnterAsync"/>, for callers that can't wait asynchronously.</summary>
    public IDisposable Enter()
    {
        _gate.Wait();
        return new Pass(_gate);
    }

    /// <inheritdoc />
    public void Dispose() => _gate.Dispose();

    private sealed class Pass(SemaphoreSlim gate) : IDisposable
    {
        private SemaphoreSlim? _gate = gate;

        public void Dispose() => Interlocked.Exchange(ref _gate, null)?.Release();
    }
}
