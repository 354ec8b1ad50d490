using System.ComponentModel;
using Pipeline.Domain.Processes;

namespace Pipeline.Gateway.Monitoring;

/// <summary>A monitoring process: its settings, and where it stands.</summary>
internal sealed record ProcessAnswer : ProcessInput
{
    public ProcessAnswer(ProcessInput settings)
        : base(settings)
    {
    }

    public required Guid Id { get; init; }

    public required ProcessStatus Status { get; init; }

    [Description("Why it stopped; null while it didn't.")]
    public required StopReason? StopReason { get; init; }

    public required DateTime? StartedAt { get; init; }

    public required DateTime? StoppedAt { get; init; }

    [Description("When it ends by itself.")]
    public required DateTime? DeadlineAt { get; init; }

    [Description("The next look at the site.")]
    public required DateTime? NextDiscoveryAt { get; init; }

    [Description("The discovery run under way.")]
    public required Guid? ActiveJobId { get; init; }

    [Description("Runs in a row that found nothing.")]
    public required int EmptyStreak { get; init; }

    [Description("What went wrong last; null after a run that went well.")]
    public required string? LastError { get; init; }

    public required PipelineAnswer Pipeline { get; init; }

    [Description("What keeps it from getting on, in words; empty while it doesn't run.")]
    public required IReadOnlyList<string> Warnings { get; init; }

    public required DateTime CreatedAt { get; init; }

    public required DateTime UpdatedAt { get; init; }
}
