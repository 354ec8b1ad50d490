namespace Pipeline.Persistence.Ledger;

/// <summary>A session as it is kept.</summary>
/// <param name="Version">Its version; 0: none was ever made.</param>
/// <param name="Valid">It is believed to hold.</param>
/// <param name="Cipher">The cookies, encrypted.</param>
public sealed record StoredSession(int Version, bool Valid, string? Cipher);

/// <summary>
/// The sessions of accounts, shared by all workers: one login per account while its session holds, one worker at a time.
/// </summary>
public sealed class AccountSessions(LedgerDatabase database, WorkerIdentity worker)
{
    private readonly Gathering<StoredSession> _sessions = database.GatherReads(
        $"SELECT s.account_id, s.version, s.valid, s.cipher FROM {database.Sql.Asked([new("id", AskedType.Id)])} JOIN account_sessions s ON s.account_id = a.id",
        row => new StoredSession(row.GetInt32(1), row.GetBoolean(2), row.IsDBNull(3) ? null : row.GetString(3)));

    /// <summary>The session as it is now.</summary>
    public async Task<StoredSession> GetAsync(Guid accountId, CancellationToken cancellationToken)
    {
        var rows = await _sessions.AskAsync([LedgerDatabase.Row(accountId, new { id = accountId })], cancellationToken);
        return rows.Count > 0 ? rows[0] : new(0, false, null);
    }

    /// <summary>
    /// Asks to be the one that logs in: granted while there is no valid session, nobody else is at it, and no login of this
    /// account was refused since the caller read it.
    /// </summary>
    /// <param name="accountId">The account.</param>
    /// <param name="lease">For how long.</param>
    /// <param name="evenIfRefused">A person asked to try a refused login again.</param>
    /// <param name="cancellationToken">Ends it early.</param>
    public async Task<bool> LeaseLoginAsync(Guid accountId, TimeSpan lease, bool evenIfRefused, CancellationToken cancellationToken)
    {
        var sql = database.Sql;
        var granted = await database.WriteAsync(
            $"""
            INSERT INTO account_sessions (account_id, version, valid, login_lease_until, login_lease_by)
            VALUES (@account, 0, false, {sql.In("@lease")}, @by)
            ON CONFLICT (account_id) DO UPDATE SET login_lease_until = excluded.login_lease_until, login_lease_by = excluded.login_lease_by
            WHERE NOT account_sessions.valid AND (account_sessions.login_lease_until IS NULL OR account_sessions.login_lease_until <= {sql.Now})
            AND (@again OR NOT EXISTS (SELECT 1 FROM accounts WHERE accounts.id = account_sessions.account_id AND accounts.status = 2))
            RETURNING version
            """,
            Statement.With(("account", accountId), ("lease", lease.TotalSeconds), ("by", worker.Instance), ("again", evenIfRefused)),
            row => row.GetInt32(0), cancellationToken);
        return granted.Count > 0;
    }

    /// <summary>Keeps the session of a login that succeeded, as the next version.</summary>
    /// <returns>The version; null: the lease was over and somebody else is at it.</returns>
    public async Task<int?> LoggedInAsync(Guid accountId, string cipher, CancellationToken cancellationToken)
    {
        var sql = database.Sql;
        var versions = await database.WriteAsync(
            $"""
            UPDATE account_sessions SET version = version + 1, valid = true, cipher = @cipher, logged_in_at = {sql.Now},
                login_lease_until = NULL, login_lease_by = NULL
            WHERE account_id = @account AND login_lease_by = @by
            RETURNING version
            """,
            Statement.With(("account", accountId), ("cipher", cipher), ("by", worker.Instance)), row => row.GetInt32(0), cancellationToken);
        if (versions.Count == 0) return null;
        await database.ExecuteAsync(
            $"UPDATE accounts SET status = 1, last_login_at = {sql.Now}, last_error = NULL WHERE id = @account",
            Statement.With(("account", accountId)), cancellationToken);
        return versions[0];
    }

    /// <summary>The site itself holds exactly this version dead; false: a newer one is there already, use that.</summary>
    public async Task<bool> EndedAsync(Guid accountId, int version, CancellationToken cancellationToken) =>
        await database.ExecuteAsync(
            "UPDATE account_sessions SET valid = false WHERE account_id = @account AND version = @version AND valid",
            Statement.With(("account", accountId), ("version", version)), cancellationToken) > 0;

    /// <summary>Nobody can use exactly this version any more. At the site it may live on.</summary>
    public Task<int> GiveUpAsync(Guid accountId, int version, CancellationToken cancellationToken) =>
        database.ExecuteAsync(
            "UPDATE account_sessions SET valid = false, given_up_version = version WHERE account_id = @account AND version = @version AND valid",
            Statement.With(("account", accountId), ("version", version)), cancellationToken);

    /// <summary>The login was changed by a person: whatever session there is belongs to the old one. At the site it may live on.</summary>
    public Task<int> ForgetAsync(Guid accountId, CancellationToken cancellationToken) =>
        database.ExecuteAsync(
            """
            UPDATE account_sessions SET given_up_version = CASE WHEN valid THEN version ELSE given_up_version END,
                valid = false, cipher = NULL, login_lease_until = NULL, login_lease_by = NULL
            WHERE account_id = @account
            """,
            Statement.With(("account", accountId)), cancellationToken);

    /// <summary>The login failed in passing: the next one may try.</summary>
    public Task<int> GiveUpLoginAsync(Guid accountId, CancellationToken cancellationToken) =>
        database.ExecuteAsync(
            "UPDATE account_sessions SET login_lease_until = NULL, login_lease_by = NULL WHERE account_id = @account AND login_lease_by = @by",
            Statement.With(("account", accountId), ("by", worker.Instance)), cancellationToken);

    /// <summary>
    /// The site refused the login: nothing more is tried until a person changes or tests the account. Whoever has lost the
    /// login meanwhile, to a person who changed it or to another worker, was refused with what is no longer its login.
    /// </summary>
    public async Task RefuseAsync(Guid accountId, string message, CancellationToken cancellationToken)
    {
        await database.ExecuteAsync(
            """
            UPDATE accounts SET status = 2, last_error = @message WHERE id = @account AND NOT EXISTS (
                SELECT 1 FROM account_sessions WHERE account_id = @account AND (login_lease_by IS NULL OR login_lease_by <> @by))
            """,
            Statement.With(("account", accountId), ("message", RecordLedger.Clean(message)), ("by", worker.Instance)), cancellationToken);
        await GiveUpLoginAsync(accountId, cancellationToken);
    }
}
