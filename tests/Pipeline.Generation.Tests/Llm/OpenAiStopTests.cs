using Microsoft.Extensions.Time.Testing;
using Pipeline.Domain.Errors;
using Pipeline.Generation.Llm;
using Pipeline.Testing.Llm;

namespace Pipeline.Generation.Tests.Llm;

[Trait("Promise", "P-STOP")]
public sealed class OpenAiStopTests
{
    [Fact]
    public async Task Permit_is_asked_before_the_request_leaves()
    {
        await using var scene = await WriterScene.StartAsync();
        var before = -1;
        await scene.WriteAsync(permit: _ =>
        {
            before = scene.Llm.Requests.Count;
            return ValueTask.CompletedTask;
        });
        Assert.Equal((0, 1), (before, scene.Llm.Requests.Count));
    }

    [Fact]
    public async Task Refused_permit_reaches_the_caller_unchanged_and_nothing_leaves()
    {
        await using var scene = await WriterScene.StartAsync();
        var refusal = new NotSupportedException("stopped");
        var thrown = await Assert.ThrowsAsync<NotSupportedException>(() => scene.WriteAsync(permit: _ => throw refusal));
        Assert.Same(refusal, thrown);
        Assert.Empty(scene.Llm.Requests);
    }

    [Fact]
    public async Task Cancelled_call_ends_at_once()
    {
        await using var scene = await WriterScene.StartAsync();
        scene.Llm.Always(FakeLlmAnswer.Hangs);
        using var stop = new CancellationTokenSource();
        var writing = scene.WriteAsync(cancellation: stop.Token);
        await scene.Llm.ArrivedAsync(TestContext.Current.CancellationToken);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => writing);
    }

    [Fact]
    public async Task Cancelled_before_it_began_sends_nothing()
    {
        await using var scene = await WriterScene.StartAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => scene.WriteAsync(cancellation: new CancellationToken(canceled: true)));
        Assert.Empty(scene.Llm.Requests);
    }

    [Fact]
    public async Task Provider_that_never_answers_is_a_time_out()
    {
        var clock = new FakeTimeProvider();
        await using var scene = await WriterScene.StartAsync(clock, timeout: "00:00:10");
        scene.Llm.Always(FakeLlmAnswer.Hangs);
        var writing = scene.WriteAsync();
        await scene.Llm.ArrivedAsync(TestContext.Current.CancellationToken);
        clock.Advance(TimeSpan.FromSeconds(9.9));
        Assert.False(writing.IsCompleted);
        clock.Advance(TimeSpan.FromSeconds(0.2));
        var failure = await Assert.ThrowsAsync<WriterException>(() => writing);
        Assert.Equal((ErrorKind.Timeout, true), (failure.Kind, failure.IsTransient));
    }
}
