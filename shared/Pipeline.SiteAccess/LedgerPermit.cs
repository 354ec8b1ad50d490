using Pipeline.Sites;

namespace Pipeline.SiteAccess;

/// <summary>
/// A request may leave if the database says so, asked not longer than a second ago; for a write it is asked each time. How
/// old an answer is, is seen right before the request leaves, on the wall clock too: a process that was frozen meanwhile, or
/// its whole machine, asks again.
/// </summary>
/// <param name="clock">The program's clock.</param>
/// <param name="mayRead">The question for a request that reads.</param>
/// <param name="mayWrite">The question for a write; null: this step writes nothing.</param>
public sealed class LedgerPermit(TimeProvider clock, Func<CancellationToken, Task<bool>> mayRead, Func<CancellationToken, Task<bool>>? mayWrite = null) : IRequestPermit
{
    private static readonly TimeSpan MaxAge = TimeSpan.FromSeconds(1);

    /// <summary>A database that answers too late so often is too slow to write by.</summary>
    private const int MaxQuestions = 3;

    private Moment? _granted;

    /// <inheritdoc />
    public async ValueTask AskAsync(RequestIntent intent, Uri address, CancellationToken cancellationToken)
    {
        if (intent == RequestIntent.Write)
        {
            await AskAnewAsync(mayWrite ?? throw Refused(), cancellationToken);
            return;
        }

        if (_granted is { } granted && IsFresh(granted)) return;
        _granted = await AskAnewAsync(mayRead, cancellationToken);
    }

    /// <summary>When the question was asked whose yes is fresh still.</summary>
    private async Task<Moment> AskAnewAsync(Func<CancellationToken, Task<bool>> question, CancellationToken cancellationToken)
    {
        for (var i = 0; i < MaxQuestions; i++)
        {
            var asked = new Moment(clock.GetTimestamp(), clock.GetUtcNow());
            if (!await question(cancellationToken)) throw Refused();
            if (IsFresh(asked)) return asked;
        }

        throw new PermitRefusedException($"The database answers later than {MaxAge.TotalSeconds:0} s after each question: what it says may hold no longer.");
    }

    /// <summary>The machine's monotonic clock may stand still while the machine sleeps; the wall clock may be set meanwhile, either way.</summary>
    private bool IsFresh(Moment asked) => clock.GetElapsedTime(asked.Timestamp) < MaxAge && (clock.GetUtcNow() - asked.At).Duration() < MaxAge;

    private static PermitRefusedException Refused() => new("The work is no longer wanted, or somebody else holds it.");

    private readonly record struct Moment(long Timestamp, DateTimeOffset At);
}
