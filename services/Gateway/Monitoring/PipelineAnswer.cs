using System.ComponentModel;
using Pipeline.Persistence.Ledger;

namespace Pipeline.Gateway.Monitoring;

/// <summary>How many records stand where: exact, at one moment.</summary>
internal record PipelineAnswer(
    long Discovered, long Prepared, long Generated, long Posted, long Failed,
    [property: Description("The sum of all statuses.")] long Total,
    long Skipped, long Rejected, long Posting, long Uncertain, long TakenBack,
    [property: Description("A part of `generated`: neither approved nor to be posted by itself.")] long AwaitingApproval,
    [property: Description("When they were counted, by the database's clock.")] DateTime AsOf)
{
    public static PipelineAnswer Of(PipelineCount count, DateTime asOf) => new(
        count.Discovered, count.Prepared, count.Generated, count.Posted, count.Failed, count.Total, count.Skipped, count.Rejected, count.Posting, count.Uncertain,
        count.TakenBack, count.AwaitingApproval, asOf);

    /// <summary>The counts of several processes together.</summary>
    public static PipelineAnswer Sum(IReadOnlyCollection<PipelineCount> counts, DateTime asOf) => new(
        counts.Sum(count => count.Discovered), counts.Sum(count => count.Prepared), counts.Sum(count => count.Generated), counts.Sum(count => count.Posted),
        counts.Sum(count => count.Failed), counts.Sum(count => count.Total), counts.Sum(count => count.Skipped), counts.Sum(count => count.Rejected),
        counts.Sum(count => count.Posting), counts.Sum(count => count.Uncertain), counts.Sum(count => count.TakenBack), counts.Sum(count => count.AwaitingApproval), asOf);
}

/// <summary>The counts of one process among others.</summary>
internal sealed record ProcessPipelineAnswer : PipelineAnswer
{
    public ProcessPipelineAnswer(Guid processId, PipelineAnswer counts)
        : base(counts) => ProcessId = processId;

    public Guid ProcessId { get; }
}

/// <summary>The counts of all processes together, and of each.</summary>
internal sealed record AllPipelinesAnswer : PipelineAnswer
{
    public AllPipelinesAnswer(PipelineAnswer sum, IReadOnlyList<ProcessPipelineAnswer> items)
        : base(sum) => Items = items;

    [Description("One entry per process, in the order of their making.")]
    public IReadOnlyList<ProcessPipelineAnswer> Items { get; }
}
