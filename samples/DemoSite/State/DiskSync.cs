using Microsoft.Win32.SafeHandles;

namespace Pipeline.DemoSite.State;

/// <summary>Flushes a file to the disk, one flush for all who ask while another is under way.</summary>
internal sealed class DiskSync(SafeFileHandle file) : IDisposable
{
    private readonly Lock gate = new();
    private TaskCompletionSource? asked;
    private Task running = Task.CompletedTask;
    private bool busy;

    public Task RequestAsync()
    {
        lock (gate)
        {
            asked ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            if (!busy)
            {
                busy = true;
                running = Task.Run(FlushWhileAsked);
            }
            return asked.Task;
        }
    }

    public void Dispose()
    {
        Task last;
        lock (gate) last = running;
        last.Wait();
    }

    private void FlushWhileAsked()
    {
        while (Next() is { } waiting)
        {
            try
            {
                RandomAccess.FlushToDisk(file);
                waiting.SetResult();
            }
            catch (Exception e)
            {
                waiting.SetException(e);
            }
        }
    }

    private TaskCompletionSource? Next()
    {
        lock (gate)
        {
            var next = asked;
            asked = null;
            busy = next is not null;
            return next;
        }
    }
}
