using System.Diagnostics;
using Pipeline.Chaos.Installations;

namespace Pipeline.Chaos.Outcome;

/// <summary>Tells from the site's side whether the pipeline goes on.</summary>
public sealed class Progress(OutsideWorld world)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    /// <summary>How long it takes until the site has a comment more than now; null: longer than the limit.</summary>
    public async Task<TimeSpan?> NextCommentAsync(TimeSpan limit, CancellationToken cancellation)
    {
        var (started, before) = (Stopwatch.GetTimestamp(), await CommentsAsync(cancellation));
        while (Stopwatch.GetElapsedTime(started) < limit)
        {
            if (await CommentsAsync(cancellation) > before) return Stopwatch.GetElapsedTime(started);
            await Task.Delay(Pause, cancellation);
        }

        return null;
    }

    private async Task<int> CommentsAsync(CancellationToken cancellation) => (await world.Site.GetAsync("comments/counts", cancellation))["total"]!.GetValue<int>();
}
