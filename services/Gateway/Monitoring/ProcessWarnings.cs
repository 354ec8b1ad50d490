using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Pipeline.Domain.Accounts;
using Pipeline.Domain.Processes;
using Pipeline.Persistence;
using Pipeline.Persistence.Ledger;
using Pipeline.Persistence.Processes;

namespace Pipeline.Gateway.Monitoring;

/// <summary>Finds what a person should know about processes that run all the same.</summary>
internal sealed class ProcessWarnings(WorkerHeartbeats heartbeats)
{
    private static readonly string[] Stages = ["discovery", "preparation", "generation", "posting"];

    /// <summary>That posting is stopped, for a process that runs.</summary>
    public static IEnumerable<string> Of(MonitoringProcess process, IEnumerable<StandingStop> stops) =>
        process.Status is ProcessStatus.Running or ProcessStatus.Paused ? stops.Select(Words) : [];

    /// <summary>What keeps running processes from getting on.</summary>
    public async Task<ILookup<Guid, string>> OfAsync(PipelineDbContext context, IReadOnlyList<StoredProcess> stored, CancellationToken cancellationToken)
    {
        var running = stored.Where(one => one.Process.Status is ProcessStatus.Running or ProcessStatus.Paused).ToList();
        if (running.Count == 0) return Enumerable.Empty<(Guid, string)>().ToLookup(pair => pair.Item1, pair => pair.Item2);
        var alive = await heartbeats.AliveAsync(cancellationToken);
        var missing = Stages.Where(stage => !alive.ContainsKey(stage)).Select(stage => $"No {stage} worker is running: what it does waits until one is started.").ToList();
        var accountIds = running.SelectMany(one => one.AccountIds).Distinct().ToList();
        var refused = await context.Accounts.Where(account => accountIds.Contains(account.Id) && account.Status == AccountStatus.Failed)
            .ToDictionaryAsync(account => account.Id, account => $"The site refused the account '{account.Username}': correct its password, or test it again.", cancellationToken);
        return running.SelectMany(one => missing.Concat(one.AccountIds.Where(refused.ContainsKey).Select(id => refused[id])).Select(warning => (one.Process.Id, warning)))
            .ToLookup(pair => pair.Id, pair => pair.warning);
    }

    private static string Words(StandingStop stop) => string.Create(
        CultureInfo.InvariantCulture,
        $"Posting is stopped by {stop.Email ?? "somebody who is gone"} since {stop.Since:yyyy-MM-dd HH:mm} UTC{(stop.Reason is null ? "" : $" ({stop.Reason})")}: nothing is sent until the stop is lifted.");
}
