using System.Threading.Channels;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Pipeline.Hosting.Periodic;
using Pipeline.Hosting.Tests.Bus;

namespace Pipeline.Hosting.Tests;

public sealed class PeriodicServiceTests
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    /// <summary>A turn that never comes fails its test, and no more.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

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
    [InlineData(14, LogLevel.Warning)] // Can't be opened.
    [InlineData(1, LogLevel.Error)] // The statement is wrong.
    [InlineData(null, LogLevel.Error)]
    public async Task A_turn_that_fails_is_logged_and_the_next_one_comes(int? database, LogLevel level)
    {
        await using var host = await StartAsync();
        var work = host.Service<Work>();
        await work.TurnAsync();
        work.Next(() => Task.FromException(database is { } code ? new SqliteException("not now", code) : new InvalidOperationException("out of order")));

        _clock.Advance(Interval);
        await work.TurnAsync();
        _clock.Advance(Interval);
        await work.TurnAsync();

        Assert.Single(host.Logs.GetSnapshot(), log => log.Level == level && log.Category == typeof(Work).FullName!.Replace('+', '.'));
    }

    [Fact]
    public async Task A_turn_under_way_is_cancelled_by_a_stop_and_what_is_left_to_do_is_done_after_it()
    {
        var host = await StartAsync();
        var (work, logs) = (host.Service<Work>(), host.Logs);
        await work.TurnAsync();
        work.Next(() => new TaskCompletionSource().Task);
        _clock.Advance(Interval);
        await work.TurnAsync();
        Assert.Equal((true, 0), (work.IsAtWork, work.Ends));

        await host.DisposeAsync();
        Assert.Equal((false, 1), (work.IsAtWork, work.Ends));
        Assert.DoesNotContain(logs.GetSnapshot(), log => log.Level >= LogLevel.Warning);
    }

    [Fact]
    public async Task No_turn_begins_once_the_service_is_to_stop()
    {
        await using var host = await StartAsync();
        await host.Service<Work>().TurnAsync();

        host.Service<IHostApplicationLifetime>().StopApplication();
        _clock.Advance(Interval);
        var turns = host.Service<IEnumerable<IHostedService>>().OfType<PeriodicService<Work>>().Single().ExecuteTask!;
        await Task.WhenAny(turns).WaitAsync(Limit, TestContext.Current.CancellationToken);
        Assert.Equal(1, host.Service<Work>().Turns);
    }

    [Fact]
    public async Task No_turn_begins_before_everything_is_up()
    {
        var slow = new SlowStart();
        var starting = StartAsync(slow);
        await slow.Begun.WaitAsync(Limit, TestContext.Current.CancellationToken);
        Assert.Equal(0, slow.Turns());

        slow.End();
        await using var host = await starting;
        await host.Service<Work>().TurnAsync();
    }

    private Task<TestHost> StartAsync(SlowStart? slow = null) => TestHost.StartAsync(
        builder =>
        {
            builder.Services.AddSingleton<TimeProvider>(_clock);
            builder.Services.AddPeriodicWork<Work>(_ => Interval);
            if (slow is not null) builder.Services.AddHostedService(services => slow.Of(services.GetRequiredService<Work>()));
        },
        BusSettings.Memory);

    /// <summary>Another service that takes its time to start.</summary>
    private sealed class SlowStart : IHostedService
    {
        private readonly TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _end = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private Work? _work;

        public Task Begun => _begun.Task;

        public int Turns() => _work!.Turns;

        public void End() => _end.SetResult();

        public SlowStart Of(Work work)
        {
            _work = work;
            return this;
        }

        public Task StartAsync(CancellationToken cancellationToken)
        {
            _begun.SetResult();
            return _end.Task;
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }

    private sealed class Work : IPeriodicWork
    {
        private readonly Channel<int> _turns = Channel.CreateUnbounded<int>();
        private Func<Task>? _next;

        public int Turns { get; private set; }

        public int Ends { get; private set; }

        /// <summary>What the next turn does; the others do nothing.</summary>
        public void Next(Func<Task> next) => _next = next;

        /// <summary>Whether a turn is under way.</summary>
        public bool IsAtWork { get; private set; }

        /// <summary>Waits until a turn has begun that nobody waited for yet.</summary>
        public Task<int> TurnAsync() => _turns.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(Limit, TestContext.Current.CancellationToken);

        public async Task RunAsync(CancellationToken cancellationToken)
        {
            IsAtWork = true;
            var next = Interlocked.Exchange(ref _next, null);
            _turns.Writer.TryWrite(++Turns);
            try
            {
                if (next is not null) await next().WaitAsync(cancellationToken);
            }
            finally
            {
                IsAtWork = false;
            }
        }

        public Task EndAsync(CancellationToken cancellationToken)
        {
            Assert.False(IsAtWork);
            Ends++;
            return Task.CompletedTask;
        }
    }
}
