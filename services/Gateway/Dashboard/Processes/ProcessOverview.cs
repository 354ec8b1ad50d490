using Pipeline.Domain.Processes;
using Pipeline.Persistence.Ledger;

namespace Pipeline.Gateway.Dashboard.Processes;

/// <summary>A process as the screens show it. Times are UTC.</summary>
public sealed record ProcessOverview(
    Guid Id, string Name, string Description, ProcessStatus Status, StopReason? StopReason, string SiteName, string SiteUrl, string? Tab, bool GenerateOnly,
    TimeSpan? Interval, string? Cron, DateTime? StoppedAt, DateTime? DeadlineAt, DateTime? NextDiscoveryAt, bool Discovering, string? LastError,
    IReadOnlyList<string> Warnings, PipelineCount Counts);

/// <summary>Some of a person's processes.</summary>
/// <param name="Processes">The busiest first, then by name.</param>
/// <param name="Total">How many there are in all.</param>
public sealed record ProcessList(IReadOnlyList<ProcessOverview> Processes, int Total);
