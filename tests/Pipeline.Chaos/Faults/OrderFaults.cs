using System.Net;
using Pipeline.Chaos.Installations;
using Pipeline.Chaos.Load;
using Pipeline.Testing.Http;

namespace Pipeline.Chaos.Faults;

/// <summary>What an operator orders in the middle of it.</summary>
public static class OrderFaults
{
    /// <summary>All of them.</summary>
    public static IEnumerable<Func<Dice, Strike>> Of(ChaosInstallation installation, IReadOnlyList<LoadProcess> processes)
    {
        yield return dice => Order(installation.Api, dice.OneOf(processes), "pause", "resume", dice.Seconds(1, 6));
        yield return dice => Order(installation.Api, dice.OneOf(processes), "stop", "start", dice.Seconds(1, 6));
    }

    private static Strike Order(JsonApi api, LoadProcess process, string first, string then, TimeSpan lasts) => new(
        $"operator: {first}, then {then}", lasts,
        cancellation => GiveAsync(api, process, first, cancellation), cancellation => GiveAsync(api, process, then, cancellation));

    /// <summary>Gives an order until the Gateway has taken it. What its present status forbids is done later, by who ends the storm.</summary>
    public static async Task GiveAsync(JsonApi api, LoadProcess process, string order, CancellationToken cancellation)
    {
        try
        {
            await api.UntilAsync(gateway => gateway.PostAsync($"monitoring-processes/{process.Id}/{order}", null, cancellation), cancellation);
        }
        catch (HttpRequestException refused) when (refused.StatusCode == HttpStatusCode.Conflict)
        {
            // It is stopping still, for instance.
        }
    }
}
