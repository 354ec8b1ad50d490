using Pipeline.Testing;

namespace Pipeline.Hosting.Tests.Fixtures;

public sealed class EventuallyTests
{
    [Fact]
    public async Task Returns_the_first_value_that_satisfies()
    {
        var reads = 0;

        var value = await Eventually.BecomeAsync(
            () => Task.FromResult(++reads), n => n == 3, TimeSpan.FromSeconds(30), "three", TestContext.Current.CancellationToken);

        Assert.Equal(3, value);
    }

    [Fact]
    public async Task Says_what_it_waited_for_and_what_it_saw_last()
    {
        var late = await Assert.ThrowsAsync<TimeoutException>(() => Eventually.BecomeAsync(
            () => Task.FromResult(7), n => n == 8, TimeSpan.Zero, "the number is eight", TestContext.Current.CancellationToken));

        Assert.Contains("the number is eight", late.Message, StringComparison.Ordinal);
        Assert.Contains("Last seen: 7", late.Message, StringComparison.Ordinal);
    }
}
