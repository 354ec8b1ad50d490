using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Pipeline.Contracts;
using Pipeline.Domain.Net;
using Pipeline.Domain.Sites;
using Pipeline.Gateway.Api;
using Pipeline.Gateway.Identity;
using Pipeline.Persistence;

namespace Pipeline.Gateway.Sites;

/// <summary>Places that articles are read from.</summary>
internal static class SiteRoutes
{
    private const string Example = """{ "name": "myMoment", "kind": "mymoment", "baseUrl": "https://www.mymoment.example/", "settings": { "requestsPerSecond": 2, "burst": 5 } }""";

    public static void MapSites(this RouteGroupBuilder api)
    {
        var sites = api.MapGroup("/sites").WithTags("Sites");
        sites.MapGet("", ListAsync).IsList().WithSummary("My sites");
        sites.MapPost("", CreateAsync).Operates().WithSummary("Add a site").WithMetadata(new BodyExample(Example));
        sites.MapGet("/{id:guid}", GetAsync).WithSummary("A site");
        sites.MapPatch("/{id:guid}", ChangeAsync).Operates().WithSummary("Change a site")
            .WithDescription("What is left out stays. The address can lead to another host only while no account of the site holds a password: it was given for the old one.")
            .WithMetadata(new BodyExample("""{ "settings": { "requestsPerSecond": 1 } }"""));
        sites.MapDelete("/{id:guid}", DeleteAsync).Operates().WithSummary("Delete a site").WithDescription("409 while an account or a process uses it.");
        sites.MapPost("/{id:guid}/test", TestAsync).Operates().WithSummary("Try to reach a site")
            .WithDescription("A Discovery worker fetches its login page. Also `ok: false` is an answer with 200; 503 if no worker answers.");
    }

    private static async Task<Ok<ListAnswer<SiteAnswer>>> ListAsync(ListQuery query, Caller caller, PipelineDbContext context, CancellationToken cancellationToken)
    {
        var (sites, next) = await query.ToPage().ReadAsync(context.Sites.AsNoTracking().OwnedBy(caller), cancellationToken);
        return TypedResults.Ok(new ListAnswer<SiteAnswer>([.. sites.Select(SiteAnswer.Of)], next));
    }

    private static async Task<Created<SiteAnswer>> CreateAsync(
        JsonBody<SiteInput> body, Caller caller, PipelineDbContext context, IOptions<OutboundHttpOptions> http, TimeProvider clock, CancellationToken cancellationToken)
    {
        var input = body.Read().Check(http.Value);
        var site = Site.Create(caller.UserId, input.Name, input.Kind, input.Address, input.Rate, clock.GetUtcNow().UtcDateTime);
        context.Add(site);
        await context.SaveChangesAsync(cancellationToken);
        return TypedResults.Created($"{ApiConventions.Prefix}/sites/{site.Id}", SiteAnswer.Of(site));
    }

    private static async Task<Ok<SiteAnswer>> GetAsync(Guid id, Caller caller, PipelineDbContext context, CancellationToken cancellationToken) =>
        TypedResults.Ok(SiteAnswer.Of(await FindAsync(id, caller, context, cancellationToken)));

    private static async Task<Ok<SiteAnswer>> ChangeAsync(
        Guid id, JsonBody<SiteInput> body, Caller caller, PipelineDbContext context, IOptions<OutboundHttpOptions> http, TimeProvider clock,
        CancellationToken cancellationToken)
    {
        var site = await FindAsync(id, caller, context, cancellationToken);
        var input = body.Over(SiteInput.Of(site)).Check(http.Value);
        var faults = new Faults();
        if (input.Kind != site.Kind) faults.Add("kind", "Can't be changed: add another site instead.");
        faults.ThrowIfAny();
        if (Site.OriginOf(input.Address) != site.Origin) await RefuseToTakePasswordsAlongAsync(site, context, cancellationToken);
        site.Change(input.Name, input.Address, input.Rate, clock.GetUtcNow().UtcDateTime);
        await context.SaveChangesAsync(cancellationToken);
        return TypedResults.Ok(SiteAnswer.Of(site));
    }

    private static async Task<NoContent> DeleteAsync(Guid id, Caller caller, PipelineDbContext context, CancellationToken cancellationToken)
    {
        await FindAsync(id, caller, context, cancellationToken);
        var users = new List<string>();
        await InUse.AddAsync(users, "processes", context.Processes.Where(process => process.SiteId == id).Select(process => process.Name), cancellationToken);
        await InUse.AddAsync(users, "accounts", context.Accounts.Where(account => account.SiteId == id).Select(account => account.Username), cancellationToken);
        InUse.ThrowIfAny(users, "site", "Delete them first, or give the processes another site.");
        try
        {
            await using var transaction = await ShortTransaction.BeginAsync(context, cancellationToken);
            await context.Articles.Where(article => article.SiteId == id).ExecuteDeleteAsync(cancellationToken);
            await context.Sites.OwnedBy(caller).Where(site => site.Id == id).ExecuteDeleteAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }
        catch (Exception raced) when (DatabaseErrors.IsForeignKeyViolation(raced))
        {
            throw ApiException.Conflict("The site has just been taken into use. Look at its accounts and at the processes.");
        }

        return TypedResults.NoContent();
    }

    private static async Task<Ok<SiteTestAnswer>> TestAsync(
        Guid id, Caller caller, PipelineDbContext context, WorkerRequests workers, CancellationToken cancellationToken)
    {
        await FindAsync(id, caller, context, cancellationToken);
        var tested = await workers.AskAsync<TestSite, SiteTested>(new TestSite(id), "discovery", cancellationToken);
        return TypedResults.Ok(new SiteTestAnswer(tested.Ok, tested.Message));
    }

    private static async Task<Site> FindAsync(Guid id, Caller caller, PipelineDbContext context, CancellationToken cancellationToken) =>
        await context.Sites.OwnedBy(caller).SingleOrDefaultAsync(site => site.Id == id, cancellationToken) ?? throw ApiException.NotFound("site", id);

    /// <summary>Secrets are write-only: whoever can move the address elsewhere must not be able to have them sent there.</summary>
    private static async Task RefuseToTakePasswordsAlongAsync(Site site, PipelineDbContext context, CancellationToken cancellationToken)
    {
        var users = new List<string>();
        var accounts = context.Accounts.Where(account => account.SiteId == site.Id && account.PasswordCipher != null);
        await InUse.AddAsync(users, "passwords of the accounts", accounts.Select(account => account.Username), cancellationToken);
        InUse.ThrowIfAny(
            users, $"baseUrl's present host ({site.Origin})", "They were given for that host only: set the accounts' password to null first, and give it again afterwards, or add another site.");
    }
}
