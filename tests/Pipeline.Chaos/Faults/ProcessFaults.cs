using Pipeline.Chaos.Installations;

namespace Pipeline.Chaos.Faults;

/// <summary>What befalls processes. A supervisor starts again what has ended.</summary>
public static class ProcessFaults
{
    /// <summary>All of them.</summary>
    public static IEnumerable<Func<Dice, Strike>> Of(ChaosInstallation installation)
    {
        yield return dice => One(dice, installation, "kill -9", service => service.Kill());
        yield return dice => One(dice, installation, "SIGTERM", service => service.Terminate());
        yield return _ => Strike.Of("kill -9 all services", TimeSpan.Zero, () => All(installation, service => service.Kill()));
        yield return dice => Freeze(dice.OneOf(installation.Services), dice.Seconds(5, 25));

        // The embedded program's clock is the ledger's own: its jumps are the machine's, not a worker's.
        if (installation is DistributedInstallation) yield return dice => SetClock(dice.OneOf(installation.Services), dice.Seconds(60, 3600) * dice.OneOf([-1, 1]), dice.Seconds(5, 20));
    }

    private static Strike One(Dice dice, ChaosInstallation installation, string how, Action<SupervisedService> act)
    {
        var victim = dice.OneOf(installation.Services);
        return Strike.Of($"{how} {victim.Name}", TimeSpan.Zero, () => act(victim));
    }

    private static void All(ChaosInstallation installation, Action<SupervisedService> act)
    {
        foreach (var service in installation.Services) act(service);
    }

    private static Strike Freeze(SupervisedService victim, TimeSpan lasts) => Strike.Of($"SIGSTOP {victim.Name}", lasts, victim.Freeze, victim.Thaw);

    private static Strike SetClock(SupervisedService victim, TimeSpan offset, TimeSpan lasts) => Strike.Of(
        $"clock of {victim.Name} {offset.TotalSeconds:+0;-0} s", lasts, () => victim.Clock.Set(offset), () => victim.Clock.Set(TimeSpan.Zero));
}
