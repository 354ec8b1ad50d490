using Pipeline.Chaos.Installations;
using Pipeline.Chaos.Load;

namespace Pipeline.Chaos.Faults;

/// <summary>All faults that apply to an installation, in groups that are equally likely: there are many ways for a site to fail, and killing is one.</summary>
public sealed class FaultCatalog
{
    private readonly Func<Dice, Strike>[][] _groups;

    /// <summary>Those of an installation under a load.</summary>
    public FaultCatalog(ChaosInstallation installation, IReadOnlyList<LoadProcess> processes)
    {
        var groups = new List<IEnumerable<Func<Dice, Strike>>>
        {
            ProcessFaults.Of(installation),
            NetworkFaults.Of(installation),
            SiteFaults.Of(installation.World),
            ProviderFaults.Of(installation.World),
            OrderFaults.Of(installation, processes),
        };
        if (installation is ProductionInstallation production) groups.Add(ServerFaults.Of(production));
        _groups = [.. groups.Select(group => group.ToArray())];
    }

    /// <summary>Draws the next one.</summary>
    public Strike Next(Dice dice) => dice.OneOf(dice.OneOf(_groups))(dice);
}
