using Pipeline.Chaos.Installations;
using Pipeline.Hosting.Bus;

namespace Pipeline.Chaos.Faults;

/// <summary>What befalls a cluster of brokers.</summary>
public static class ClusterFaults
{
    private static readonly string[] Queues = [PipelineQueues.Discovery, PipelineQueues.Preparation, PipelineQueues.Generation, PipelineQueues.Posting, PipelineQueues.Monitoring];

    /// <summary>All of them.</summary>
    public static IEnumerable<Func<Dice, Strike>> Of(ClusterInstallation installation)
    {
        var cluster = installation.Cluster;
        yield return dice =>
        {
            var (number, lasts) = (dice.OneOf([0, 1, 2]), dice.Seconds(15, 30));
            return new Strike($"broker {number + 1} of 3 cut off", lasts, _ => cluster.Nodes[number].UnplugAsync(), async cancellation =>
            {
                await cluster.Nodes[number].PlugBackAsync();
                await cluster.WholeAsync(cancellation);
            });
        };
        yield return dice =>
        {
            var (queue, lasts) = (dice.OneOf(Queues), dice.Seconds(5, 15));
            var leader = cluster.Nodes[0];
            return new Strike(
                $"kill -9 the broker that leads {queue}", lasts,
                async cancellation => await (leader = await cluster.LeaderOfAsync(queue, cancellation)).KillAsync(),
                async cancellation =>
                {
                    await leader.StartAsync(cancellation);
                    await cluster.WholeAsync(cancellation);
                });
        };
    }
}
