namespace Pipeline.Contracts;

/// <summary>Look at the site once for the process. The run is the job's row; this only says that it waits.</summary>
/// <param name="JobId">The job of type <c>discovery</c> that the run is.</param>
/// <param name="ProcessId">The monitoring process.</param>
/// <param name="Epoch">The process's epoch when the run was asked for.</param>
public sealed record DiscoverArticles(Guid JobId, Guid ProcessId, long Epoch);
