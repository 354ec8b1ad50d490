using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Pipeline.Domain.Identity;
using Pipeline.Hosting.Bus;
using Pipeline.Persistence;

namespace Pipeline.Gateway.Identity;

/// <summary>What was made up for the first administrator, to be shown to the person at the console once, and never again.</summary>
/// <param name="Email">The sign-in name, whether made up or configured.</param>
/// <param name="Password">The password; null: it was configured.</param>
/// <param name="Token">The bearer token; null: it was configured.</param>
public sealed record MadeUpSignIn(string Email, string? Password, string? Token);

/// <summary>
/// Sees to it that somebody can sign in: makes the configured administrator if they aren't there, and keeps the configured
/// token. The embedded mode makes up what isn't configured; production refuses to start without it.
/// </summary>
public sealed class AdminSeed(
    IDbContextFactory<PipelineDbContext> contexts, IPasswordHasher<User> hasher, IOptions<AdminOptions> options, IOptions<BusOptions> bus, TimeProvider clock)
{
    private const string MadeUpEmail = "admin@localhost";

    private bool Embedded => bus.Value.Transport == BusTransport.Memory;

    private string? Email => options.Value.Email is { Length: > 0 } email ? email.Trim().ToLowerInvariant() : null;

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    /// <summary>Does what is missing; the second call does nothing.</summary>
    /// <returns>What was made up; null: nothing.</returns>
    /// <exception cref="OptionsValidationException">Nobody could sign in, and nothing may be made up.</exception>
    public async Task<MadeUpSignIn?> EnsureAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var admin = await FindAsync(context, cancellationToken);
        var madeUp = admin is null ? await MakeAsync(context, cancellationToken) : null;
        admin ??= await FindAsync(context, cancellationToken);
        await KeepTokenAsync(context, admin!, madeUp?.Token ?? options.Value.Token, cancellationToken);
        return madeUp is { Password: null, Token: null } ? null : madeUp;
    }

    private Task<User?> FindAsync(PipelineDbContext context, CancellationToken cancellationToken)
    {
        var users = context.Users.AsNoTracking();
        return Email is { } email
            ? users.SingleOrDefaultAsync(user => user.Email == email, cancellationToken)
            : users.Where(user => user.Role == UserRole.Admin).OrderBy(user => user.Id).FirstOrDefaultAsync(cancellationToken);
    }

    /// <summary>Two replicas may do so at once: the unique name lets one of them.</summary>
    private async Task<MadeUpSignIn> MakeAsync(PipelineDbContext context, CancellationToken cancellationToken)
    {
        if (!Embedded) RefuseIfMissing();
        var password = options.Value.Password is { Length: > 0 } given ? given : AccessTokens.New();
        var email = Email ?? MadeUpEmail;
        context.Add(User.Create(email, hasher.HashPassword(null!, password), UserRole.Admin, Now));
        try
        {
            await context.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException lost) when (DatabaseErrors.IsUniqueViolation(lost))
        {
            return new MadeUpSignIn(email, null, null);
        }

        return new MadeUpSignIn(
            email,
            string.IsNullOrEmpty(options.Value.Password) ? password : null,
            Embedded && string.IsNullOrEmpty(options.Value.Token) ? AccessTokens.New() : null);
    }

    private void RefuseIfMissing()
    {
        const string remedy = "There is no administrator yet, and nobody could sign in: set it to make one at this start.";
        var missing = new List<string>();
        if (Email is null) missing.Add($"Gateway__Admin__Email is missing. {remedy}");
        if (string.IsNullOrEmpty(options.Value.Password)) missing.Add($"Gateway__Admin__Password is missing. {remedy}");
        if (missing.Count > 0) throw new OptionsValidationException(Options.DefaultName, typeof(AdminOptions), missing);
    }

    /// <summary>The configured token is the only one of its kind; the embedded mode's made-up one stays until another is configured.</summary>
    private async Task KeepTokenAsync(PipelineDbContext context, User admin, string? token, CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(token) && Embedded) return;
        var hash = string.IsNullOrEmpty(token) ? [] : AccessTokens.Hash(token);
        await context.AccessTokens.Where(entry => entry.Kind == AccessTokenKind.Configured && (entry.Hash != hash || entry.UserId != admin.Id))
            .ExecuteDeleteAsync(cancellationToken);
        if (hash.Length == 0 || await context.AccessTokens.AnyAsync(entry => entry.Hash == hash, cancellationToken)) return;
        context.ChangeTracker.Clear();
        context.Add(AccessToken.Create(hash, admin.Id, AccessTokenKind.Configured, Now, expiresAt: null));
        try
        {
            await context.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException lost) when (DatabaseErrors.IsUniqueViolation(lost))
        {
            // Another replica keeps the same token: it is kept.
        }
    }
}
