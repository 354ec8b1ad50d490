using Microsoft.Data.Sqlite;
using Pipeline.Persistence.Ledger;

namespace Pipeline.Persistence.Tests;

/// <summary>What is asked at the same moment goes with one statement, and each caller gets its own answer.</summary>
public sealed class GatheringTests
{
    private const int Constraint = 19;
    private const int Busy = 5;

    private readonly List<string[]> _statements = [];
    private readonly TaskCompletionSource _began = new(), _first = new();
    private Func<string, bool> _refused = _ => false;
    private int _errorCode = Constraint;
    private Exception? _bug;

    [Fact]
    public async Task A_lone_caller_is_served_at_once()
    {
        _first.SetResult();

        Assert.Equal(["a!"], await Ask(Writes(), "a"));
    }

    [Fact]
    public async Task Who_comes_while_a_statement_runs_goes_with_the_next_one_and_gets_its_own_answer()
    {
        var writes = Writes();
        var asked = new[] { await BeganAsync(writes), Ask(writes, "c", "b"), Ask(writes, "d") };
        _first.SetResult();

        Assert.Equal([["a!"], ["c!", "b!"], ["d!"]], await Task.WhenAll(asked));
        Assert.Equal([["a"], ["c", "b", "d"]], _statements);
    }

    [Fact]
    public async Task Two_writes_about_the_same_row_follow_each_other()
    {
        var writes = Writes();
        var asked = new[] { await BeganAsync(writes), Ask(writes, "b"), Ask(writes, "b", "c"), Ask(writes, "d") };
        _first.SetResult();
        await Task.WhenAll(asked);

        Assert.Equal([["a"], ["b", "d"], ["b", "c"]], _statements);
    }

    [Fact]
    public async Task Two_readers_of_the_same_row_share_it()
    {
        var reads = new Gathering<string>(RunAsync, reads: true);
        var asked = new[] { await BeganAsync(reads), Ask(reads, "b"), Ask(reads, "b") };
        _first.SetResult();

        Assert.Equal([["a!"], ["b!"], ["b!"]], await Task.WhenAll(asked));
        Assert.Equal([["a"], ["b"]], _statements);
    }

    [Fact]
    public async Task What_is_refused_to_one_is_no_harm_to_the_others()
    {
        _refused = key => key == "c";
        var writes = Writes();
        var asked = new[] { await BeganAsync(writes), Ask(writes, "b"), Ask(writes, "c"), Ask(writes, "d") };
        _first.SetResult();

        Assert.Equal(["b!"], await asked[1]);
        await Assert.ThrowsAsync<SqliteException>(() => asked[2]);
        Assert.Equal(["d!"], await asked[3]);
    }

    [Fact]
    public async Task What_cannot_be_read_for_one_is_no_harm_to_the_others()
    {
        (_refused, _bug) = (key => key == "c", new InvalidOperationException("unreadable"));
        var reads = new Gathering<string>(RunAsync, reads: true);
        var asked = new[] { await BeganAsync(reads), Ask(reads, "b"), Ask(reads, "c") };
        _first.SetResult();

        Assert.Equal(["b!"], await asked[1]);
        await Assert.ThrowsAsync<InvalidOperationException>(() => asked[2]);
    }

    [Fact]
    public async Task What_was_perhaps_written_is_not_written_again()
    {
        (_refused, _bug) = (key => key == "c", new InvalidOperationException("unreadable"));
        var writes = Writes();
        var asked = new[] { await BeganAsync(writes), Ask(writes, "b"), Ask(writes, "c") };
        _first.SetResult();

        await Assert.ThrowsAsync<InvalidOperationException>(() => asked[1]);
        await Assert.ThrowsAsync<InvalidOperationException>(() => asked[2]);
        Assert.Equal([["a"], ["b", "c"]], _statements);
    }

    [Fact]
    public async Task A_database_that_is_away_is_asked_once_for_all()
    {
        (_refused, _errorCode) = (key => key == "b", Busy);
        var writes = Writes();
        var asked = new[] { await BeganAsync(writes), Ask(writes, "b"), Ask(writes, "c") };
        _first.SetResult();

        await Assert.ThrowsAsync<SqliteException>(() => asked[1]);
        await Assert.ThrowsAsync<SqliteException>(() => asked[2]);
        Assert.Equal([["a"], ["b", "c"]], _statements);
    }

    [Fact]
    public async Task For_whoever_has_given_up_waiting_nothing_is_asked()
    {
        using var gone = new CancellationTokenSource();
        var writes = Writes();
        var asked = new[] { await BeganAsync(writes), writes.AskAsync([Row("b")], gone.Token), Ask(writes, "c") };
        await gone.CancelAsync();
        _first.SetResult();

        await Assert.ThrowsAsync<TaskCanceledException>(() => asked[1]);
        await asked[2];
        Assert.Equal([["a"], ["c"]], _statements);
    }

    [Fact]
    public async Task Who_asks_for_nothing_gets_nothing() => Assert.Empty(await Ask(Writes()));

    private static Task<List<string>> Ask(Gathering<string> gathering, params string[] keys) =>
        gathering.AskAsync([.. keys.Select(Row)], TestContext.Current.CancellationToken);

    /// <summary>The statement of a first caller runs.</summary>
    private async Task<Task<List<string>>> BeganAsync(Gathering<string> gathering)
    {
        var first = Ask(gathering, "a");
        await _began.Task;
        return first;
    }

    private static AskedRow Row(string key) => new(key, $"\"{key}\"");

    private Gathering<string> Writes() => new(RunAsync, reads: false);

    /// <summary>The first statement takes until the test says so.</summary>
    private async Task<List<(object, string)>> RunAsync(IReadOnlyList<AskedRow> rows)
    {
        var keys = rows.Select(row => (string)row.Key).ToArray();
        _statements.Add(keys);
        _began.TrySetResult();
        await _first.Task;
        return keys.Any(_refused) ? throw _bug ?? new SqliteException("refused", _errorCode) : [.. keys.Select(key => ((object)key, $"{key}!"))];
    }
}
