using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Pipeline.Domain.Prompts;
using Pipeline.Gateway.Api;
using Pipeline.Gateway.Identity;
using Pipeline.Persistence;

namespace Pipeline.Gateway.Prompts;

/// <summary>What the models are asked.</summary>
internal static class PromptRoutes
{
    private const string Example = """
        { "name": "Lob und Frage", "systemPrompt": "Du liest Texte von Schulkindern und schreibst freundliche Kommentare auf Deutsch.",
          "userPromptTemplate": "Titel: {{ article.title }}\n\n{{ article.content }}\n\nSchreibe einen Kommentar mit einem Lob und einer Frage.", "disclosure": null }
        """;

    public static void MapPrompts(this RouteGroupBuilder api)
    {
        var prompts = api.MapGroup("/prompt-templates").WithTags("Prompt templates");
        prompts.MapGet("", ListAsync).IsList().WithSummary("My prompt templates");
        prompts.MapPost("", CreateAsync).Operates().WithSummary("Add a prompt template").WithMetadata(new BodyExample(Example));
        prompts.MapGet("/placeholders", Placeholders).WithSummary("The placeholders that a template may hold");
        prompts.MapGet("/{id:guid}", GetAsync).WithSummary("A prompt template");
        prompts.MapPatch("/{id:guid}", ChangeAsync).Operates().WithSummary("Change a prompt template")
            .WithDescription("Makes the next version, if anything changes; comments that are written already keep theirs.")
            .WithMetadata(new BodyExample("""{ "disclosure": "[Dieser Kommentar wurde von einer KI geschrieben.]" }"""));
        prompts.MapDelete("/{id:guid}", DeleteAsync).Operates().WithSummary("Delete a prompt template")
            .WithDescription("409 while a process, or a record that hasn't ended, uses it.");
        prompts.MapPost("/{id:guid}/preview", PreviewAsync).Operates().WithSummary("Try a prompt template")
            .WithDescription("A Generation worker fills it, and has a comment written where a provider is named. Nothing is kept or posted. The body may be left out; 503 if no worker answers.")
            .WithMetadata(new BodyExample("""{ "llmProviderId": "0198c5f0-7a3b-7c11-9d2e-3f4a5b6c7d91" }"""));
        prompts.MapGet("/{id:guid}/versions", VersionsAsync).IsList().WithSummary("All versions of a prompt template");
    }

    private static async Task<Ok<ListAnswer<PromptAnswer>>> ListAsync(ListQuery query, Caller caller, PipelineDbContext context, CancellationToken cancellationToken)
    {
        var (templates, next) = await query.ToPage().ReadAsync(context.PromptTemplates.AsNoTracking().OwnedBy(caller), cancellationToken);
        var ids = templates.Select(template => template.Id).ToList();
        var versions = await context.PromptVersions.AsNoTracking()
            .Where(version => ids.Contains(version.TemplateId) && context.PromptTemplates.Any(template => template.Id == version.TemplateId && template.Version == version.Version))
            .ToDictionaryAsync(version => version.TemplateId, cancellationToken);
        return TypedResults.Ok(new ListAnswer<PromptAnswer>([.. templates.Select(template => PromptAnswer.Of(template, versions[template.Id]))], next));
    }

    private static async Task<Created<PromptAnswer>> CreateAsync(
        JsonBody<PromptInput> body, Caller caller, PipelineDbContext context, TimeProvider clock, CancellationToken cancellationToken)
    {
        var (name, texts) = body.Read().Check();
        var (template, version) = PromptTemplate.Create(caller.UserId, name, texts, clock.GetUtcNow().UtcDateTime);
        context.AddRange(template, version);
        await context.SaveChangesAsync(cancellationToken);
        return TypedResults.Created($"{ApiConventions.Prefix}/prompt-templates/{template.Id}", PromptAnswer.Of(template, version));
    }

    private static Ok<ListAnswer<PlaceholderAnswer>> Placeholders() => TypedResults.Ok(new ListAnswer<PlaceholderAnswer>(
        [.. PromptPlaceholders.All.Select(placeholder => new PlaceholderAnswer(placeholder.Name, placeholder.Written, placeholder.Description))], null));

    private static async Task<Ok<PromptAnswer>> GetAsync(Guid id, Caller caller, PipelineDbContext context, CancellationToken cancellationToken)
    {
        var (template, version) = await FindAsync(id, caller, context, cancellationToken);
        return TypedResults.Ok(PromptAnswer.Of(template, version));
    }

    private static async Task<Ok<PromptAnswer>> ChangeAsync(
        Guid id, JsonBody<PromptInput> body, Caller caller, PipelineDbContext context, TimeProvider clock, CancellationToken cancellationToken)
    {
        var (template, version) = await FindAsync(id, caller, context, cancellationToken);
        var present = PromptInput.Of(version);
        var sent = body.Over(present);
        var (name, texts) = sent.Check();
        if (sent == present) return TypedResults.Ok(PromptAnswer.Of(template, version));
        var next = template.Change(name, texts, clock.GetUtcNow().UtcDateTime);
        context.Add(next);
        try
        {
            await context.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException raced) when (DatabaseErrors.IsUniqueViolation(raced))
        {
            throw ApiException.Conflict($"Somebody else has just made version {next.Version} of this template: read it again, and repeat the change if it is still wanted.");
        }

        return TypedResults.Ok(PromptAnswer.Of(template, next));
    }

    private static async Task<NoContent> DeleteAsync(Guid id, Caller caller, PipelineDbContext context, CancellationToken cancellationToken)
    {
        await FindAsync(id, caller, context, cancellationToken);
        var users = new List<string>();
        await InUse.AddAsync(
            users, "processes",
            context.ProcessPrompts.Where(use => use.PromptTemplateId == id).Join(context.Processes, use => use.ProcessId, process => process.Id, (_, process) => process.Name),
            cancellationToken);
        var unfinished = context.Records.OwnedBy(caller).Where(record => record.PromptTemplateId == id && InUse.Unfinished.Contains(record.Status));
        if (users.Count == 0 && await unfinished.AnyAsync(cancellationToken)) users.Add("records that have not ended");
        InUse.ThrowIfAny(users, "prompt template", "Take it out of the processes first, and let their records end, or reject them.");
        try
        {
            await context.PromptTemplates.OwnedBy(caller).Where(template => template.Id == id).ExecuteDeleteAsync(cancellationToken);
        }
        catch (Exception raced) when (DatabaseErrors.IsForeignKeyViolation(raced))
        {
            throw ApiException.Conflict("A process has just taken the prompt template into use. Look at the processes.");
        }

        return TypedResults.NoContent();
    }

    private static async Task<Ok<PreviewAnswer>> PreviewAsync(
        Guid id, OptionalJsonBody<PreviewInput> body, Caller caller, PipelineDbContext context, PromptPreviews previews, CancellationToken cancellationToken)
    {
        await FindAsync(id, caller, context, cancellationToken);
        return TypedResults.Ok(await previews.OfAsync(caller, id, body.Value ?? new PreviewInput(), cancellationToken));
    }

    private static async Task<Ok<ListAnswer<PromptVersionAnswer>>> VersionsAsync(
        Guid id, ListQuery query, Caller caller, PipelineDbContext context, CancellationToken cancellationToken)
    {
        await FindAsync(id, caller, context, cancellationToken);
        var page = query.ToPage<int>();
        var versions = context.PromptVersions.AsNoTracking().Where(version => version.TemplateId == id);
        if (page.After is { } last) versions = page.NewestFirst ? versions.Where(version => version.Version < last) : versions.Where(version => version.Version > last);
        var ordered = page.NewestFirst ? versions.OrderByDescending(version => version.Version) : versions.OrderBy(version => version.Version);
        var (items, next) = await page.TakeAsync(ordered, version => version.Version, cancellationToken);
        return TypedResults.Ok(new ListAnswer<PromptVersionAnswer>([.. items.Select(PromptVersionAnswer.Of)], next));
    }

    private static async Task<(PromptTemplate Template, PromptVersion Version)> FindAsync(
        Guid id, Caller caller, PipelineDbContext context, CancellationToken cancellationToken)
    {
        var template = await context.PromptTemplates.OwnedBy(caller).SingleOrDefaultAsync(candidate => candidate.Id == id, cancellationToken)
            ?? throw ApiException.NotFound("prompt template", id);
        return (template, await context.PromptVersions.AsNoTracking().SingleAsync(version => version.TemplateId == id && version.Version == template.Version, cancellationToken));
    }
}
