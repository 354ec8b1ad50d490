using Microsoft.EntityFrameworkCore;
using Pipeline.Domain.Identity;
using Pipeline.Persistence;
using Pipeline.Persistence.Ledger;

namespace Pipeline.Gateway.Identity;

/// <summary>A token that holds.</summary>
/// <param name="Caller">Whose it is.</param>
/// <param name="Kind">What it is.</param>
/// <param name="ExpiresAt">When it ends (UTC); null: never.</param>
public sealed record KnownToken(Caller Caller, AccessTokenKind Kind, DateTime? ExpiresAt);

/// <summary>
/// Looks tokens up, those of all requests that come at the same moment together. Found by their hash, so no comparison's
/// duration tells anything about them.
/// </summary>
public sealed class TokenCheck
{
    private readonly IDbContextFactory<PipelineDbContext> _contexts;
    private readonly TimeProvider _clock;
    private readonly Gathering<KnownToken> _tokens;

    /// <summary>Looks in a database.</summary>
    public TokenCheck(IDbContextFactory<PipelineDbContext> contexts, LedgerDatabase database, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(database);
        (_contexts, _clock, _tokens) = (contexts, clock, database.GatherByKey<string, KnownToken>(ReadAsync));
    }

    /// <summary>Whose token it is; null: nobody's, or not any more.</summary>
    public async Task<KnownToken?> FindAsync(string token, CancellationToken cancellationToken) =>
        (await _tokens.AskAsync([new(Convert.ToHexString(AccessTokens.Hash(token)))], cancellationToken)).FirstOrDefault();

    /// <summary>Whether a token still holds, by the hash that is kept of it.</summary>
    public async Task<bool> IsValidAsync(byte[] hash, CancellationToken cancellationToken)
    {
        var now = _clock.GetUtcNow().UtcDateTime;
        await using var context = await _contexts.CreateDbContextAsync(cancellationToken);
        return await context.AccessTokens.AnyAsync(entry => entry.Hash == hash && (entry.ExpiresAt == null || entry.ExpiresAt > now), cancellationToken);
    }

    private async Task<List<(object, KnownToken)>> ReadAsync(IReadOnlyList<string> digests)
    {
        var (hashes, now) = (digests.Select(Convert.FromHexString).ToList(), _clock.GetUtcNow().UtcDateTime);
        await using var context = await _contexts.CreateDbContextAsync();
        var found = await (
            from entry in context.AccessTokens
            join user in context.Users on entry.UserId equals user.Id
            where hashes.Contains(entry.Hash) && (entry.ExpiresAt == null || entry.ExpiresAt > now)
            select new { entry.Hash, user.Id, user.Email, user.Role, entry.Kind, entry.ExpiresAt }).ToListAsync();
        return [.. found.Select(row => ((object)Convert.ToHexString(row.Hash), new KnownToken(new Caller(row.Id, row.Email, row.Role), row.Kind, row.ExpiresAt)))];
    }
}
