namespace Pipeline.DemoSite;

/// <summary>
/// For a site inside another program: only that program starts and stops it. (The usual lifetime would react to Ctrl-C by itself,
/// and be gone while the program still finishes what it has begun on the site.)
/// </summary>
internal sealed class GuestLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
