using Pipeline.Hosting.Stages;

namespace Pipeline.Hosting.Tests.Stages;

/// <summary>Bells that are rung together.</summary>
public sealed class BellRopeTests
{
    private readonly List<string[]> _rung = [];
    private readonly TaskCompletionSource _first = new();
    private Func<string, bool> _broken = _ => false;

    [Fact]
    public async Task A_lone_one_is_rung_at_once_by_its_caller()
    {
        _first.SetResult();
        var rope = Rope();

        await rope.RingAsync(["a"]);
        await rope.RingAsync(["b"]);

        Assert.Equal([["a"], ["b"]], _rung);
    }

    [Fact]
    public async Task What_comes_meanwhile_goes_together_with_the_next()
    {
        var rope = Rope();
        var first = rope.RingAsync(["a"]);
        var others = new[] { rope.RingAsync(["b", "c"]), rope.RingAsync(["d"]) };
        Assert.Equal([["a"]], _rung);
        Assert.DoesNotContain(others, other => other.IsCompleted);

        _first.SetResult();
        await Task.WhenAll([first, .. others]);

        Assert.Equal([["a"], ["b", "c", "d"]], _rung);
    }

    [Fact]
    public async Task Nothing_is_no_reason_to_ring()
    {
        await Rope().RingAsync([]);

        Assert.Empty(_rung);
    }

    [Fact]
    public async Task One_that_fails_is_its_callers_trouble_and_the_next_ring_all_the_same()
    {
        _broken = id => id is "a" or "c";
        var rope = Rope();
        var first = rope.RingAsync(["a"]);
        var second = rope.RingAsync(["b"]);
        _first.SetResult();

        await Assert.ThrowsAsync<InvalidOperationException>(() => first);
        await second;
        await Assert.ThrowsAsync<InvalidOperationException>(() => rope.RingAsync(["c"]));
        await rope.RingAsync(["d"]);

        Assert.Equal([["a"], ["b"], ["c"], ["d"]], _rung);
    }

    private BellRope<string> Rope() => new(async ids =>
    {
        lock (_rung) _rung.Add([.. ids]);
        await _first.Task;
        if (ids.Any(_broken)) throw new InvalidOperationException("The bell is broken.");
    });
}
