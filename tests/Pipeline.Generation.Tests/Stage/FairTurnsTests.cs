namespace Pipeline.Generation.Tests.Stage;

/// <summary>Who comes next when all turns are taken.</summary>
[Trait("Promise", "P-FAIR")]
public sealed class FairTurnsTests
{
    private static readonly Guid Large = Guid.CreateVersion7(), Small = Guid.CreateVersion7();
    private readonly List<string> _order = [];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task So_many_turns_are_given_at_once()
    {
        var turns = new FairTurns(2);
        var first = await turns.TakeAsync(Large, Cancellation);
        await turns.TakeAsync(Large, Cancellation);
        var third = turns.TakeAsync(Large, Cancellation);
        Assert.False(third.IsCompleted);

        first.Dispose();

        await third;
        Assert.False(turns.TakeAsync(Large, Cancellation).IsCompleted);
    }

    [Fact]
    public async Task Processes_take_turns_however_many_records_came_before()
    {
        var turns = new FairTurns(1);
        var held = await turns.TakeAsync(Large, Cancellation);
        var waiting = new[] { "large 1", "large 2", "large 3", "small 1", "small 2" }.Select(name => NoteAsync(turns, name)).ToList();

        held.Dispose();
        await Task.WhenAll(waiting);

        Assert.Equal(["large 1", "small 1", "large 2", "small 2", "large 3"], _order);
        Assert.True(turns.TakeAsync(Small, Cancellation).IsCompletedSuccessfully);
    }

    [Fact]
    public async Task What_is_free_goes_to_the_process_that_has_the_fewest()
    {
        var turns = new FairTurns(3);
        var held = new[] { await turns.TakeAsync(Large, Cancellation), await turns.TakeAsync(Large, Cancellation), await turns.TakeAsync(Large, Cancellation) };
        var (another, small) = (turns.TakeAsync(Large, Cancellation), new[] { turns.TakeAsync(Small, Cancellation), turns.TakeAsync(Small, Cancellation) });

        held[0].Dispose();
        await small[0];
        Assert.False(another.IsCompleted);

        held[1].Dispose();
        await another;
        Assert.False(small[1].IsCompleted);

        held[2].Dispose();
        await small[1];
        (await small[0]).Dispose();
        (await another).Dispose();
        (await small[1]).Dispose();
        Assert.True(turns.TakeAsync(Small, Cancellation).IsCompletedSuccessfully);
    }

    [Fact]
    public async Task Who_gave_up_waiting_is_passed_over()
    {
        var turns = new FairTurns(1);
        var held = await turns.TakeAsync(Large, Cancellation);
        using var stop = new CancellationTokenSource();
        var gone = turns.TakeAsync(Large, stop.Token);
        var next = turns.TakeAsync(Large, Cancellation);

        await stop.CancelAsync();
        held.Dispose();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => gone);
        await next;
    }

    [Fact]
    public async Task Nobody_gets_a_turn_who_has_stopped_already() =>
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => new FairTurns(1).TakeAsync(Small, new CancellationToken(canceled: true)));

    private async Task NoteAsync(FairTurns turns, string name)
    {
        using var turn = await turns.TakeAsync(name.StartsWith("large", StringComparison.Ordinal) ? Large : Small, Cancellation);
        _order.Add(name);
    }
}
