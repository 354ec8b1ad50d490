using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Pipeline.Contracts;
using Pipeline.Domain.Accounts;
using Pipeline.Gateway.Api;
using Pipeline.Gateway.Identity;
using Pipeline.Hosting.Secrets;
using Pipeline.Persistence;
using Pipeline.Persistence.Ledger;

namespace Pipeline.Gateway.Accounts;

/// <summary>Logins on sites.</summary>
internal static class AccountRoutes
{
    private const string Example = """{ "siteId": "0198c5f0-7a3b-7c11-9d2e-3f4a5b6c7d8e", "username": "lehrer.a", "password": "…", "displayName": "Lehrperson A" }""";
    private static readonly QueryParameter SiteFilter = new("siteId", typeof(Guid), "Only those of this site.");

    public static void MapAccounts(this RouteGroupBuilder api)
    {
        var accounts = api.MapGroup("/accounts").WithTags("Accounts");
        accounts.MapGet("", ListAsync).IsList(SiteFilter).WithSummary("My accounts");
        accounts.MapPost("", CreateAsync).Operates().WithSummary("Add an account").WithDescription("409 if the site has one of this user name already.")
            .WithMetadata(new BodyExample(Example));
        accounts.MapGet("/{id:guid}", GetAsync).WithSummary("An account");
        accounts.MapPatch("/{id:guid}", ChangeAsync).Operates().WithSummary("Change an account")
            .WithDescription("What is left out stays. A new user name or password ends the session, and the status is `unknown` again.")
            .WithMetadata(new BodyExample("""{ "password": "…" }"""));
        accounts.MapDelete("/{id:guid}", DeleteAsync).Operates().WithSummary("Delete an account")
            .WithDescription("409 while a process, or a record that hasn't ended, uses it.");
        accounts.MapPost("/{id:guid}/test", TestAsync).Operates().WithSummary("Try to log in")
            .WithDescription("A Discovery worker logs in and lists the tabs. Also `ok: false` is an answer with 200; 503 if no worker answers.");
    }

    private static async Task<Ok<ListAnswer<AccountAnswer>>> ListAsync(ListQuery query, Caller caller, PipelineDbContext context, CancellationToken cancellationToken)
    {
        var accounts = context.Accounts.AsNoTracking().OwnedBy(caller);
        if (query.Id("siteId") is { } site) accounts = accounts.Where(account => account.SiteId == site);
        var (items, next) = await query.ToPage().ReadAsync(accounts, cancellationToken);
        return TypedResults.Ok(new ListAnswer<AccountAnswer>([.. items.Select(AccountAnswer.Of)], next));
    }

    private static async Task<Created<AccountAnswer>> CreateAsync(
        JsonBody<AccountInput> body, Caller caller, PipelineDbContext context, SecretProtector secrets, TimeProvider clock, CancellationToken cancellationToken)
    {
        var (input, faults, now) = (body.Read(), new Faults(), clock.GetUtcNow().UtcDateTime);
        var fit = input.Check(faults);
        if (input.Password is null) faults.Add("password", "Is missing: give the password of the login.");
        if (input.SiteId is { } siteId && !await context.Sites.OwnedBy(caller).AnyAsync(site => site.Id == siteId, cancellationToken))
            faults.Add("siteId", $"There is no site {siteId} among yours: give the id of one that is.");
        faults.ThrowIfAny();
        var id = Guid.CreateVersion7(now);
        var account = Account.Create(id, caller.UserId, fit.SiteId, fit.Username, fit.DisplayName, Protect(secrets, id, input.Password), now);
        context.Add(account);
        await SaveAsync(context, account, cancellationToken);
        return TypedResults.Created($"{ApiConventions.Prefix}/accounts/{id}", AccountAnswer.Of(account));
    }

    private static async Task<Ok<AccountAnswer>> GetAsync(Guid id, Caller caller, PipelineDbContext context, CancellationToken cancellationToken) =>
        TypedResults.Ok(AccountAnswer.Of(await FindAsync(id, caller, context, cancellationToken)));

    private static async Task<Ok<AccountAnswer>> ChangeAsync(
        Guid id, JsonBody<AccountInput> body, Caller caller, PipelineDbContext context, SecretProtector secrets, AccountSessions sessions, TimeProvider clock,
        CancellationToken cancellationToken)
    {
        var account = await FindAsync(id, caller, context, cancellationToken);
        var (input, faults) = (body.Over(AccountInput.Of(account)), new Faults());
        var fit = input.Check(faults);
        if (fit.SiteId != account.SiteId) faults.Add("siteId", "Can't be changed: add an account on the other site instead.");
        faults.ThrowIfAny();
        var sameLogin = fit.Username == account.Username && !body.Has("password");
        if (sameLogin) account.Rename(fit.DisplayName, clock.GetUtcNow().UtcDateTime);
        else account.Change(fit.Username, fit.DisplayName, body.Has("password") ? Protect(secrets, id, input.Password) : account.PasswordCipher, clock.GetUtcNow().UtcDateTime);
        await SaveAsync(context, account, cancellationToken);
        if (!sameLogin) await sessions.ForgetAsync(id, cancellationToken);
        return TypedResults.Ok(AccountAnswer.Of(account));
    }

    private static async Task<NoContent> DeleteAsync(Guid id, Caller caller, PipelineDbContext context, CancellationToken cancellationToken)
    {
        await FindAsync(id, caller, context, cancellationToken);
        var users = new List<string>();
        await InUse.AddAsync(
            users, "processes", context.ProcessAccounts.Where(use => use.AccountId == id).Join(context.Processes, use => use.ProcessId, process => process.Id, (_, process) => process.Name),
            cancellationToken);
        var unfinished = context.Records.OwnedBy(caller).Where(record => record.AccountId == id && InUse.Unfinished.Contains(record.Status));
        if (users.Count == 0 && await unfinished.AnyAsync(cancellationToken)) users.Add("records that have not ended");
        InUse.ThrowIfAny(users, "account", "Take it out of the processes first, and let their records end, or reject them.");
        try
        {
            await context.Accounts.OwnedBy(caller).Where(account => account.Id == id).ExecuteDeleteAsync(cancellationToken);
        }
        catch (Exception raced) when (DatabaseErrors.IsForeignKeyViolation(raced))
        {
            throw ApiException.Conflict("A process has just taken the account into use. Look at the processes.");
        }

        return TypedResults.NoContent();
    }

    private static async Task<Ok<AccountTestAnswer>> TestAsync(
        Guid id, Caller caller, PipelineDbContext context, WorkerRequests workers, CancellationToken cancellationToken)
    {
        await FindAsync(id, caller, context, cancellationToken);
        var tested = await workers.AskAsync<TestAccount, AccountTested>(new TestAccount(id), "discovery", cancellationToken);
        return TypedResults.Ok(new AccountTestAnswer(tested.Ok, tested.Message, tested.Tabs));
    }

    private static async Task<Account> FindAsync(Guid id, Caller caller, PipelineDbContext context, CancellationToken cancellationToken) =>
        await context.Accounts.OwnedBy(caller).SingleOrDefaultAsync(account => account.Id == id, cancellationToken) ?? throw ApiException.NotFound("account", id);

    private static string? Protect(SecretProtector secrets, Guid id, string? password) =>
        password is null ? null : secrets.Protect(password, Account.PasswordPurpose(id));

    private static async Task SaveAsync(PipelineDbContext context, Account account, CancellationToken cancellationToken)
    {
        try
        {
            await context.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException taken) when (DatabaseErrors.IsUniqueViolation(taken))
        {
            throw ApiException.Conflict($"username: the site has an account '{account.Username}' already. Change that one, or give another user name.");
        }
    }
}
