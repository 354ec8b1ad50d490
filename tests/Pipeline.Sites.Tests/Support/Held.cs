using Microsoft.AspNetCore.Http;

namespace Pipeline.Sites.Tests.Support;

/// <summary>A request that the server holds: the test sees it arrive, and says when it goes on.</summary>
internal sealed class Held
{
    private readonly TaskCompletionSource _arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Arrived => _arrived.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);

    public void Release() => _released.TrySetResult();

    public async Task WaitAsync(HttpContext context)
    {
        _arrived.TrySetResult();
        await Task.WhenAny(_released.Task, Task.Delay(Timeout.Infinite, context.RequestAborted));
    }
}
