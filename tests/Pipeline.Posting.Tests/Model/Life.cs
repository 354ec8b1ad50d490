using Pipeline.Persistence.Ledger;

namespace Pipeline.Posting.Tests.Model;

/// <summary>
/// One delivery as its worker carries it out. It stops before and after each statement and each request until the model
/// lets it go on: so the model decides what happens in between, and one that is never let go on has died.
/// </summary>
internal sealed class Life
{
    private static readonly AsyncLocal<Life?> Mine = new();

    private TaskCompletionSource _parked = NewSource();
    private TaskCompletionSource _go = NewSource();
    private Task _work = Task.CompletedTask;

    private Life(Guid record) => Record = record;

    /// <summary>The record that it works on.</summary>
    public Guid Record { get; }

    /// <summary>The claim that it was given.</summary>
    public RecordClaim? Claim { get; set; }

    /// <summary>The life that the calling code belongs to; null: the model's own doing.</summary>
    public static Life? Current => Mine.Value;

    /// <summary>Begins a delivery, up to its first stop.</summary>
    public static async Task<Life> BeginAsync(Guid record, Func<Task> work)
    {
        var life = new Life(record);
        life._work = Task.Run(async () =>
        {
            Mine.Value = life;
            await life.StopAsync();
            await work();
        });
        await life._parked.Task;
        return life;
    }

    /// <summary>Stops here, if the calling code belongs to a delivery.</summary>
    public static Task StopHereAsync() => Current?.StopAsync() ?? Task.CompletedTask;

    /// <summary>Lets it go on to its next stop.</summary>
    /// <returns>False: it has ended.</returns>
    public async Task<bool> GoOnAsync()
    {
        if (!_work.IsCompleted)
        {
            (_parked, var go) = (NewSource(), _go);
            go.SetResult();
            await Task.WhenAny(_parked.Task, _work);
        }

        if (!_work.IsCompleted) return true;
        await _work;
        return false;
    }

    /// <summary>Lets it go on to its end.</summary>
    public async Task EndAsync()
    {
        while (await GoOnAsync())
        {
            // On to the next stop.
        }
    }

    private Task StopAsync()
    {
        _go = NewSource();
        _parked.SetResult();
        return _go.Task;
    }

    private static TaskCompletionSource NewSource() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
