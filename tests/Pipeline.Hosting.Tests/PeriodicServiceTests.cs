using System.Threading.Channels;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Pipeline.Hosting.Periodic;
using Pipeline.Hosting.Tests.Bus;

namespace Pipeline.Hosting.Tests;

public sealed class PeriodicServiceTests
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    private readonly FakeTimeProvider _clock = new();

    [Fact]
    public async Task The_first_turn_comes_with_the_start_and_the_others_an_interval_apart()
    {
        await using var host = await StartAsync();
        var work = host.Service<Work>();
        await work.TurnAsync();

        _clock.Advance(Interval - TimeSpan.FromSeconds(1));
        Assert.Equal(1, work.Turns);
        _clock.Advance(TimeSpan.FromSeconds(1));
        await work.TurnAsync();
    }

    [Fact]
    public async Task A_clock_that_is_set_wrong_and_right_again_changes_nothing()
    {
        await using var host = await StartAsync();
        await host.Service<Work>().TurnAsync();
        var right = _clock.GetUtcNow();

        foreach (var set in new[] { right + TimeSpan.FromHours(1), right, right - TimeSpan.FromHours(1) })
        {
            _clock.AdjustTime(set);
            _clock.Advance(Interval);
            await host.Service<Work>().TurnAsync();
        }
    }

    [Fact]
    public async Task Turns_that_came_while_one_lasted_are_made_up_for_by_one()
    {
        await using var host = await StartAsync();
        var work = host.Service<Work>();
        await work.TurnAsync();
        var lasting = new TaskCompletionSource();
        work.Next(() => lasting.Task);
        _clock.Advance(Interval);
        await work.TurnAsync();

        for (var missed = 0; missed < 3; missed++) _clock.Advance(Interval);
        Assert.Equal(2, work.Turns);
        lasting.SetResult();
        await work.TurnAsync();

        _clock.Advance(Interval);
        await work.TurnAsync();
        Assert.Equal(4, work.Turns);
    }

    [Theory]
    [InlineData(true, LogLevel.Warning)]
    [InlineData(false, LogLevel.Error)]
    public async Task A_turn_that_fails_is_logged_and_the_next_one_comes(bool database, LogLevel level)
    {
        await using var host = await StartAsync();
        var work = host.Service<Work>();
        await work.TurnAsync();
        work.Next(() => Task.FromException(database ? new SqliteException("out of reach", 14) : new InvalidOperationException("out of order")));

        _clock.Advance(Interval);
        await work.TurnAsync();
        _clock.Advance(Interval);
        await work.TurnAsync();

        Assert.Single(host.Logs.GetSnapshot(), log => log.Level == level && log.Category == typeof(Work).FullName!.Replace('+', '.'));
    }

    [Fact]
    public async Task What_is_left_to_do_is_done_after_the_last_turn()
    {
        var host = await StartAsync();
        var work = host.Service<Work>();
        await work.TurnAsync();
        Assert.Equal(0, work.Ends);

        await host.DisposeAsync();
        Assert.Equal(1, work.Ends);
    }

    private Task<TestHost> StartAsync() => TestHost.StartAsync(
        builder =>
        {
            builder.Services.AddSingleton<TimeProvider>(_clock);
            builder.Services.AddPeriodicWork<Work>(_ => Interval);
        },
        BusSettings.Memory);

    private sealed class Work : IPeriodicWork
    {
        private readonly Channel<int> _turns = Channel.CreateUnbounded<int>();
        private Func<Task>? _next;

        public int Turns { get; private set; }

        public int Ends { get; private set; }

        /// <summary>What the next turn does; the others do nothing.</summary>
        public void Next(Func<Task> next) => _next = next;

        /// <summary>Waits until a turn has begun that nobody waited for yet.</summary>
        public async Task TurnAsync() => await _turns.Reader.ReadAsync(TestContext.Current.CancellationToken);

        public async Task RunAsync(CancellationToken cancellationToken)
        {
            var next = Interlocked.Exchange(ref _next, null);
            _turns.Writer.TryWrite(++Turns);
            if (next is not null) await next();
        }

        public Task EndAsync(CancellationToken cancellationToken)
        {
            Ends++;
            return Task.CompletedTask;
        }
    }
}
