using Pipeline.Chaos.Installations;
using Pipeline.Testing.Llm;

namespace Pipeline.Chaos.Faults;

/// <summary>How the provider of comments misbehaves.</summary>
public static class ProviderFaults
{
    /// <summary>All of them.</summary>
    public static IEnumerable<Func<Dice, Strike>> Of(OutsideWorld world)
    {
        yield return dice => Misbehave(world, "provider: error 500", dice.Seconds(2, 10), FakeLlmAnswer.Error(500, "The server had an error."));
        yield return dice => Misbehave(world, "provider: too many requests", dice.Seconds(2, 10), FakeLlmAnswer.RateLimited("2"));
        yield return dice => Misbehave(world, "provider: hangs", dice.Seconds(2, 15), FakeLlmAnswer.Hangs);
        yield return dice => Misbehave(world, "provider: cuts off", dice.Seconds(2, 10), FakeLlmAnswer.CutsOff);
    }

    private static Strike Misbehave(OutsideWorld world, string what, TimeSpan lasts, FakeLlmAnswer answer) =>
        Strike.Of(what, lasts, () => world.Llm.Always(answer), world.WriteComments);
}
