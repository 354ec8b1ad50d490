using Microsoft.EntityFrameworkCore;
using Pipeline.Domain.Identity;
using Pipeline.Persistence;

namespace Pipeline.Gateway.Identity;

/// <summary>A token that holds.</summary>
/// <param name="Caller">Whose it is.</param>
/// <param name="Kind">What it is.</param>
/// <param name="ExpiresAt">When it ends (UTC); null: never.</param>
public sealed record KnownToken(Caller Caller, AccessTokenKind Kind, DateTime? ExpiresAt);

/// <summary>Looks tokens up. Found by their hash, so no comparison's duration tells anything about them.</summary>
public sealed class TokenCheck(IDbContextFactory<PipelineDbContext> contexts, TimeProvider clock)
{
    /// <summary>Whose token it is; null: nobody's, or not any more.</summary>
    public async Task<KnownToken?> FindAsync(string token, CancellationToken cancellationToken)
    {
        var (hash, now) = (AccessTokens.Hash(token), clock.GetUtcNow().UtcDateTime);
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var found = await (
            from entry in context.AccessTokens
            join user in context.Users on entry.UserId equals user.Id
            where entry.Hash == hash && (entry.ExpiresAt == null || entry.ExpiresAt > now)
            select new { user.Id, user.Email, user.Role, entry.Kind, entry.ExpiresAt }).FirstOrDefaultAsync(cancellationToken);
        return found is null ? null : new KnownToken(new Caller(found.Id, found.Email, found.Role), found.Kind, found.ExpiresAt);
    }

    /// <summary>Whether a token still holds, by the hash that is kept of it.</summary>
    public async Task<bool> IsValidAsync(byte[] hash, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.AccessTokens.AnyAsync(entry => entry.Hash == hash && (entry.ExpiresAt == null || entry.ExpiresAt > now), cancellationToken);
    }
}
