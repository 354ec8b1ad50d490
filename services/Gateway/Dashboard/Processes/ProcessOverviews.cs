using Microsoft.EntityFrameworkCore;
using Pipeline.Domain.Jobs;
using Pipeline.Domain.Processes;
using Pipeline.Domain.Sites;
using Pipeline.Gateway.Monitoring;
using Pipeline.Persistence;
using Pipeline.Persistence.Ledger;
using Pipeline.Persistence.Processes;

namespace Pipeline.Gateway.Dashboard.Processes;

/// <summary>Reads processes for the screens. Each question names the owner: nobody sees what isn't theirs.</summary>
internal sealed class ProcessOverviews(IDbContextFactory<PipelineDbContext> contexts, PipelineCounts counts, ProcessWarnings processWarnings)
{
    /// <summary>At most so many on one screen; a name narrows it down.</summary>
    public const int Limit = 100;

    /// <summary>The owner's processes.</summary>
    /// <param name="ownerId">Who looks.</param>
    /// <param name="name">A part of the name, case ignored; null: any.</param>
    /// <param name="cancellationToken">Ends it early.</param>
    public async Task<ProcessList> ListAsync(Guid ownerId, string? name, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var mine = context.Processes.Where(process => process.OwnerId == ownerId);
        var total = await mine.CountAsync(cancellationToken);
#pragma warning disable CA1862, CA1304, CA1311 // Runs in the database, which knows no StringComparison.
        if (!string.IsNullOrWhiteSpace(name)) mine = mine.Where(process => process.Name.ToLower().Contains(name.Trim().ToLower()));
#pragma warning restore CA1862, CA1304, CA1311
        var ordered = mine.OrderBy(process => process.Status == ProcessStatus.Stopped).ThenBy(process => process.Name).ThenBy(process => process.Id).Take(Limit);
        return new(await ReadAsync(context, ordered, cancellationToken), total);
    }

    /// <summary>One process; null: not there, or not theirs.</summary>
    public async Task<ProcessOverview?> OneAsync(Guid ownerId, Guid processId, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var found = await ReadAsync(context, context.Processes.Where(process => process.OwnerId == ownerId && process.Id == processId), cancellationToken);
        return found.SingleOrDefault();
    }

    private async Task<List<ProcessOverview>> ReadAsync(PipelineDbContext context, IQueryable<MonitoringProcess> processes, CancellationToken cancellationToken)
    {
        var rows = await processes.AsNoTracking().Select(process => new
        {
            Process = process,
            Site = context.Sites.Single(site => site.Id == process.SiteId),
            Discovering = context.Jobs.Any(job => job.ProcessId == process.Id && job.Type == JobType.Discovery && job.Status < JobStatus.Succeeded),
        }).ToListAsync(cancellationToken);
        var stored = await StoredProcess.OfAsync(context, [.. rows.Select(row => row.Process)], cancellationToken);
        var warnings = await processWarnings.OfAsync(context, stored, cancellationToken);
        var counted = await counts.OfAsync([.. rows.Select(row => row.Process.Id)], cancellationToken);
        return [.. rows.Select(row => Overview(row.Process, row.Site, row.Discovering, [.. warnings[row.Process.Id]], counted[row.Process.Id]))];
    }

    private static ProcessOverview Overview(MonitoringProcess process, Site site, bool discovering, IReadOnlyList<string> warnings, PipelineCount counts) => new(
        process.Id, process.Name, process.Description, process.Status, process.StopReason, site.Name, site.BaseUrl, process.Tab, process.GenerateOnly,
        process.Interval, process.Cron, process.StoppedAt, process.DeadlineAt, process.NextDiscoveryAt, discovering, process.LastError, warnings, counts);
}
