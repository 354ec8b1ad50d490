using System.ComponentModel;
using Microsoft.EntityFrameworkCore;
using Pipeline.Contracts;
using Pipeline.Gateway.Api;
using Pipeline.Gateway.Identity;
using Pipeline.Persistence;

namespace Pipeline.Gateway.Prompts;

/// <summary>On what, and by whom, a template is tried.</summary>
internal sealed record PreviewInput
{
    [Description("A record whose article it is filled with; left out: a sample text.")]
    public Guid? RecordId { get; init; }

    [Description("Who writes a comment with it; left out: nobody, only the prompts are filled.")]
    public Guid? LlmProviderId { get; init; }
}

/// <summary>What a template makes of an article.</summary>
internal sealed record PreviewAnswer(
    [property: Description("Everything that was asked for could be made.")] bool Ok,
    [property: Description("What happened.")] string Message,
    [property: Description("What the model is told to be; null: the template can't be used.")] string? SystemPrompt,
    [property: Description("What it is asked; null: the template can't be used.")] string? UserPrompt,
    [property: Description("The HTML that would be sent, disclosure included; null: none was asked for, or none could be made.")] string? CommentText);

/// <summary>Tries templates. Nothing is written and nothing posted.</summary>
internal sealed class PromptPreviews(PipelineDbContext context, WorkerRequests workers)
{
    /// <summary>What a worker makes of it.</summary>
    /// <exception cref="ApiException">422: what is named isn't the caller's. 503: no worker answers.</exception>
    public async Task<PreviewAnswer> OfAsync(Caller caller, Guid templateId, PreviewInput input, CancellationToken cancellationToken)
    {
        await CheckAsync(caller, input, cancellationToken);
        var asked = new PreviewComment(templateId, input.RecordId, input.LlmProviderId);
        var made = await workers.AskAsync<PreviewComment, CommentPreviewed>(asked, "generation", cancellationToken);
        return new PreviewAnswer(made.Ok, made.Message, made.SystemPrompt, made.UserPrompt, made.CommentText);
    }

    private async Task CheckAsync(Caller caller, PreviewInput input, CancellationToken cancellationToken)
    {
        var faults = new Faults();
        if (input.RecordId is { } record && !await context.Records.OwnedBy(caller).AnyAsync(candidate => candidate.Id == record, cancellationToken))
            faults.Add("recordId", $"There is no article record {record} among yours: give the id of one that is, or leave it out.");
        if (input.LlmProviderId is { } provider && !await context.LlmProviders.OwnedBy(caller).AnyAsync(candidate => candidate.Id == provider, cancellationToken))
            faults.Add("llmProviderId", $"There is no LLM provider {provider} among yours: give the id of one that is, or leave it out.");
        faults.ThrowIfAny();
    }
}
