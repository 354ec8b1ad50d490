using Pipeline.Chaos.Installations;
using Pipeline.Chaos.Load;

namespace Pipeline.Chaos.Faults;

/// <summary>The faults that apply to an installation.</summary>
public sealed class FaultCatalog
{
    private readonly Func<Dice, Strike>[][] _groups;
    private readonly bool _inTurn;
    private int _drawn;

    /// <summary>
    /// Those of an installation under a load. They are drawn from groups that are equally likely: there are many ways for a
    /// site to fail, and killing is one. A cluster of brokers has its own, in turn.
    /// </summary>
    public FaultCatalog(ChaosInstallation installation, IReadOnlyList<LoadProcess> processes)
    {
        _inTurn = installation is ClusterInstallation;
        _groups = [.. Groups(installation, processes).Select(group => group.ToArray())];
    }

    /// <summary>Draws the next one.</summary>
    public Strike Next(Dice dice) => _inTurn ? _groups[0][_drawn++ % _groups[0].Length](dice) : dice.OneOf(dice.OneOf(_groups))(dice);

    private static IEnumerable<IEnumerable<Func<Dice, Strike>>> Groups(ChaosInstallation installation, IReadOnlyList<LoadProcess> processes)
    {
        if (installation is ClusterInstallation cluster)
        {
            yield return ClusterFaults.Of(cluster);
            yield break;
        }

        yield return ProcessFaults.Of(installation);
        yield return NetworkFaults.Of(installation);
        yield return SiteFaults.Of(installation.World);
        yield return ProviderFaults.Of(installation.World);
        yield return OrderFaults.Of(installation, processes);
        if (installation is ProductionInstallation production) yield return ServerFaults.Of(production);
    }
}
