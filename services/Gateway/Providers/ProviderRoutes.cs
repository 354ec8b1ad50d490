using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Pipeline.Contracts;
using Pipeline.Domain.Net;
using Pipeline.Domain.Providers;
using Pipeline.Gateway.Api;
using Pipeline.Gateway.Identity;
using Pipeline.Hosting.Secrets;
using Pipeline.Persistence;

namespace Pipeline.Gateway.Providers;

/// <summary>LLMs that write comments.</summary>
internal static class ProviderRoutes
{
    private const string Example = """
        { "name": "Mistral", "kind": "openai", "baseUrl": "https://api.mistral.ai/v1", "model": "mistral-small-latest", "apiKey": "…", "maxTokens": 400,
          "temperature": 0.7, "maxConcurrency": 4, "inputPricePerMillion": 0.1, "outputPricePerMillion": 0.3, "currency": "EUR" }
        """;

    public static void MapProviders(this RouteGroupBuilder api)
    {
        var providers = api.MapGroup("/llm-providers").WithTags("LLM providers");
        providers.MapGet("", ListAsync).IsList().WithSummary("My providers");
        providers.MapPost("", CreateAsync).Operates().WithSummary("Add a provider").WithMetadata(new BodyExample(Example));
        providers.MapGet("/{id:guid}", GetAsync).WithSummary("A provider");
        providers.MapPatch("/{id:guid}", ChangeAsync).Operates().WithSummary("Change a provider")
            .WithDescription("What is left out stays. If the address leads to another host, the key is asked for again: it was given for the old one.")
            .WithMetadata(new BodyExample("""{ "temperature": 0.2 }"""));
        providers.MapDelete("/{id:guid}", DeleteAsync).Operates().WithSummary("Delete a provider").WithDescription("409 while a process uses it.");
        providers.MapPost("/{id:guid}/test", TestAsync).Operates().WithSummary("Try a provider")
            .WithDescription("A Generation worker has it write two sentences. Also `ok: false` is an answer with 200; 503 if no worker answers.");
    }

    private static async Task<Ok<ListAnswer<ProviderAnswer>>> ListAsync(ListQuery query, Caller caller, PipelineDbContext context, CancellationToken cancellationToken)
    {
        var (providers, next) = await query.ToPage().ReadAsync(context.LlmProviders.AsNoTracking().OwnedBy(caller), cancellationToken);
        return TypedResults.Ok(new ListAnswer<ProviderAnswer>([.. providers.Select(ProviderAnswer.Of)], next));
    }

    private static async Task<Created<ProviderAnswer>> CreateAsync(
        JsonBody<ProviderInput> body, Caller caller, PipelineDbContext context, IOptions<OutboundHttpOptions> http, SecretProtector secrets, TimeProvider clock,
        CancellationToken cancellationToken)
    {
        var (input, faults, now) = (body.Read(), new Faults(), clock.GetUtcNow().UtcDateTime);
        var fit = input.Check(http.Value, faults);
        faults.ThrowIfAny();
        var id = Guid.CreateVersion7(now);
        var provider = LlmProvider.Create(id, caller.UserId, fit.Name, fit.Kind, fit.Settings, Protect(secrets, id, input.ApiKey), now);
        context.Add(provider);
        await context.SaveChangesAsync(cancellationToken);
        return TypedResults.Created($"{ApiConventions.Prefix}/llm-providers/{id}", ProviderAnswer.Of(provider));
    }

    private static async Task<Ok<ProviderAnswer>> GetAsync(Guid id, Caller caller, PipelineDbContext context, CancellationToken cancellationToken) =>
        TypedResults.Ok(ProviderAnswer.Of(await FindAsync(id, caller, context, cancellationToken)));

    private static async Task<Ok<ProviderAnswer>> ChangeAsync(
        Guid id, JsonBody<ProviderInput> body, Caller caller, PipelineDbContext context, IOptions<OutboundHttpOptions> http, SecretProtector secrets, TimeProvider clock,
        CancellationToken cancellationToken)
    {
        var provider = await FindAsync(id, caller, context, cancellationToken);
        var (input, faults) = (body.Over(ProviderInput.Of(provider)), new Faults());
        var fit = input.Check(http.Value, faults);
        if (input.Kind is not null && input.Kind != provider.Kind) faults.Add("kind", "Can't be changed: add another provider instead.");
        if (!faults.Any && provider.ApiKeyCipher is not null && !body.Has("apiKey") && ProviderRules.OriginOf(fit.Settings) != ProviderRules.OriginOf(provider.Settings))
            faults.Add("apiKey", $"Was given for {ProviderRules.OriginOf(provider.Settings)} only: give the key for the new baseUrl along with it, or null.");
        faults.ThrowIfAny();
        var cipher = body.Has("apiKey") ? Protect(secrets, id, input.ApiKey) : provider.ApiKeyCipher;
        provider.Change(fit.Name, fit.Settings, cipher, clock.GetUtcNow().UtcDateTime);
        await context.SaveChangesAsync(cancellationToken);
        return TypedResults.Ok(ProviderAnswer.Of(provider));
    }

    private static async Task<NoContent> DeleteAsync(Guid id, Caller caller, PipelineDbContext context, CancellationToken cancellationToken)
    {
        await FindAsync(id, caller, context, cancellationToken);
        var users = new List<string>();
        await InUse.AddAsync(users, "processes", context.Processes.Where(process => process.LlmProviderId == id).Select(process => process.Name), cancellationToken);
        InUse.ThrowIfAny(users, "provider", "Give them another provider first.");
        try
        {
            await context.LlmProviders.OwnedBy(caller).Where(provider => provider.Id == id).ExecuteDeleteAsync(cancellationToken);
        }
        catch (Exception raced) when (DatabaseErrors.IsForeignKeyViolation(raced))
        {
            throw ApiException.Conflict("A process has just taken the provider into use. Look at the processes.");
        }

        return TypedResults.NoContent();
    }

    private static async Task<Ok<ProviderTestAnswer>> TestAsync(
        Guid id, Caller caller, PipelineDbContext context, WorkerRequests workers, CancellationToken cancellationToken)
    {
        await FindAsync(id, caller, context, cancellationToken);
        var tested = await workers.AskAsync<TestProvider, ProviderTested>(new TestProvider(id), "generation", cancellationToken);
        return TypedResults.Ok(new ProviderTestAnswer(tested.Ok, tested.Message));
    }

    private static async Task<LlmProvider> FindAsync(Guid id, Caller caller, PipelineDbContext context, CancellationToken cancellationToken) =>
        await context.LlmProviders.OwnedBy(caller).SingleOrDefaultAsync(provider => provider.Id == id, cancellationToken) ?? throw ApiException.NotFound("LLM provider", id);

    private static string? Protect(SecretProtector secrets, Guid id, string? key) => key is null ? null : secrets.Protect(key, LlmProvider.KeyPurpose(id));
}
