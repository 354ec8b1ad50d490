using System.Data.Common;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Pipeline.Persistence;

namespace Pipeline.Hosting.Database;

/// <summary>Ready means: the database answers, and no migration is missing.</summary>
internal sealed class DatabaseHealth(DatabaseMigrator migrator) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            var missing = await migrator.MissingAsync(cancellationToken);
            return missing.Count == 0
                ? HealthCheckResult.Healthy()
                : HealthCheckResult.Unhealthy($"{missing.Count} migrations are missing: run the migrate step.");
        }
        catch (DbException unreachable)
        {
            return HealthCheckResult.Unhealthy("The database doesn't answer.", unreachable);
        }
    }
}
