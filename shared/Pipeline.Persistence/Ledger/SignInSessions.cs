namespace Pipeline.Persistence.Ledger;

/// <summary>The sessions that people open by signing in.</summary>
public sealed class SignInSessions(LedgerDatabase database)
{
    /// <summary>Forgets the ones that have ended. Tokens of another kind stay.</summary>
    public Task<int> ForgetAsync(CancellationToken cancellationToken) =>
        database.ExecuteAsync($"DELETE FROM access_tokens WHERE kind = 1 AND expires_at <= {database.Sql.Now}", Statement.With(), cancellationToken);
}
