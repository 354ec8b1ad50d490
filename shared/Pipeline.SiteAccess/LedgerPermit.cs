using Pipeline.Sites;

namespace Pipeline.SiteAccess;

/// <summary>
/// A request may leave if the database says so, asked not longer than a second ago; for a write it is asked each time.
/// </summary>
/// <param name="clock">The program's clock.</param>
/// <param name="mayRead">The question for a request that reads.</param>
/// <param name="mayWrite">The question for a write; null: this step writes nothing.</param>
public sealed class LedgerPermit(TimeProvider clock, Func<CancellationToken, Task<bool>> mayRead, Func<CancellationToken, Task<bool>>? mayWrite = null) : IRequestPermit
{
    private static readonly TimeSpan MaxAge = TimeSpan.FromSeconds(1);
    private long? _grantedAt;

    /// <inheritdoc />
    public async ValueTask AskAsync(RequestIntent intent, Uri address, CancellationToken cancellationToken)
    {
        if (intent == RequestIntent.Write)
        {
            if (mayWrite is null || !await mayWrite(cancellationToken)) throw Refused();
            return;
        }

        if (_grantedAt is { } granted && clock.GetElapsedTime(granted) < MaxAge) return;
        var asked = clock.GetTimestamp();
        if (!await mayRead(cancellationToken)) throw Refused();
        _grantedAt = asked;
    }

    private static PermitRefusedException Refused() => new("The work is no longer wanted, or somebody else holds it.");
}
