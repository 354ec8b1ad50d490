using System.Linq.Expressions;
using Pipeline.Domain.Records;
using Pipeline.Persistence;

namespace Pipeline.Gateway.Dashboard.Records;

/// <summary>What waits for a person's yes: a comment that is neither approved nor to be posted by itself.</summary>
internal static class AwaitingApproval
{
    public static Expression<Func<ArticleRecord, bool>> In(PipelineDbContext context) => record =>
        record.Status == RecordStatus.Generated && record.ApprovedAt == null
        && (!record.AutoPost || context.Processes.Any(process => process.Id == record.ProcessId && process.GenerateOnly));
}
