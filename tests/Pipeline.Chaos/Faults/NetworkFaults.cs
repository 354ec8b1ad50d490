using Pipeline.Chaos.Installations;
using Pipeline.Testing.Net;

namespace Pipeline.Chaos.Faults;

/// <summary>What befalls the connections to the broker, the database, the site and the provider.</summary>
public static class NetworkFaults
{
    /// <summary>All of them.</summary>
    public static IEnumerable<Func<Dice, Strike>> Of(ChaosInstallation installation)
    {
        foreach (var (name, proxy) in Proxies(installation))
        {
            yield return _ => Strike.Of($"connections to the {name} cut", TimeSpan.Zero, proxy.Cut);
            yield return dice => Strike.Of($"{name} out of reach", dice.Seconds(2, 15), proxy.Refuse, proxy.Mend);
            yield return dice => Strike.Of($"network to the {name} frozen", dice.Seconds(2, 25), proxy.Freeze, proxy.Mend);
        }
    }

    private static IEnumerable<(string Name, TcpProxy Proxy)> Proxies(ChaosInstallation installation)
    {
        yield return ("site", installation.World.SiteProxy);
        yield return ("provider", installation.World.LlmProxy);
        if (installation is not DistributedInstallation servers) yield break;
        yield return ("broker", servers.BrokerProxy);
        yield return ("database", servers.DatabaseProxy);
    }
}
