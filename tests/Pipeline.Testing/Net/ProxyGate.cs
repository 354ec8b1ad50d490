namespace Pipeline.Testing.Net;

/// <summary>One direction of a <see cref="TcpProxy"/>: bytes pass while it is open.</summary>
public sealed class ProxyGate
{
    private TaskCompletionSource? shut;
    private long held;

    /// <summary>Bytes that wait for it to be opened.</summary>
    public long Held => Interlocked.Read(ref held);

    /// <summary>From now on bytes wait.</summary>
    public void Shut() => Interlocked.CompareExchange(ref shut, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously), null);

    /// <summary>Lets pass what waits and what comes.</summary>
    public void Open() => Interlocked.Exchange(ref shut, null)?.SetResult();

    internal async ValueTask PassAsync(int bytes, CancellationToken cancellation)
    {
        while (Volatile.Read(ref shut) is { } closed)
        {
            Interlocked.Add(ref held, bytes);
            try
            {
                await closed.Task.WaitAsync(cancellation);
            }
            finally
            {
                Interlocked.Add(ref held, -bytes);
            }
        }
    }
}
