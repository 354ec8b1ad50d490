using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Pipeline.Persistence.Ledger;
using Pipeline.Testing.Ledger;

namespace Pipeline.Persistence.Tests;

/// <summary>
/// PostgreSQL's statistics say that nobody waits, as they do of a table of which nearly all rows have ended; a backlog has
/// come since. What moves must be found by its id all the same, not among all that wait.
/// </summary>
public sealed class OldStatisticsOnPostgres(PostgresTestDatabase database) : IClassFixture<PostgresTestDatabase>
{
    private const int Ended = 10_000, Waiting = 2_000, Moved = 50;

    /// <summary>What looks at the whole backlog once, or a few times, reads less; what does so for each record reads twenty times as much.</summary>
    private const long Bound = 5 * Waiting;

    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    [Trait("Promise", "P-STAGES")]
    public async Task A_post_does_not_read_all_that_wait()
    {
        var waiting = await BacklogAsync();
        var before = await RowsReadAsync();

        await PostAsync([.. waiting.Take(Moved)]);

        Assert.InRange(await RowsReadAsync() - before, Moved, Bound);
    }

    [Fact]
    [Trait("Promise", "P-STAGES")]
    public async Task The_announcer_reads_the_backlog_once()
    {
        await BacklogAsync();
        await ExecuteAsync("UPDATE article_records SET ring_at = ledger_now(), announced_at = NULL WHERE status = 3");
        var before = await RowsReadAsync();

        await using (var services = database.Services())
            Assert.Equal(Moved, (await services.GetRequiredService<Announcements>().TakeDueAsync(Moved, None)).Count);

        Assert.InRange(await RowsReadAsync() - before, Waiting, Bound);
    }

    /// <summary>Comments that wait for their posts, in a table whose statistics are of the time before them.</summary>
    private async Task<IReadOnlyList<Guid>> BacklogAsync()
    {
        await using var services = database.Services();
        var process = await services.ProcessAsync(generateOnly: false);
        await services.DiscoverAsync(process, Ended);
        await ExecuteAsync("ALTER TABLE article_records SET (autovacuum_enabled = off)");
        await ExecuteAsync("UPDATE article_records SET status = 5, ring_at = NULL");
        await ExecuteAsync("VACUUM ANALYZE article_records");
        var waiting = await services.DiscoverAsync(process, Waiting, from: Ended + 1);
        await ExecuteAsync("UPDATE article_records SET status = 3, auto_post = true, comment_revision = 1, ring_at = ledger_now() + interval '1 hour' WHERE status = 1");
        await ExecuteAsync("INSERT INTO record_comments (record_id, revision, text, provider, model, duration, created_at) SELECT id, 1, 'A comment.', 'p', 'm', interval '1 s', ledger_now() FROM article_records WHERE status = 3");
        return [.. waiting.Select(record => record.RecordId)];
    }

    private async Task PostAsync(IReadOnlyList<Guid> records)
    {
        await using var services = database.Services();
        var (claims, permits, posting) = (
            services.GetRequiredService<PostingClaims>(), services.GetRequiredService<PostingPermits>(), services.GetRequiredService<PostingLedger>());
        var site = (await services.RecordAsync(records[0])).SiteId;
        Assert.All(await Task.WhenAll(records.Select(id => claims.TakeSlotAsync(id.ToByteArray(), id, site, None))), Assert.True);
        Assert.All(await Task.WhenAll(records.Select(id => claims.DueAsync(id, None))), Assert.NotNull);
        var held = await Task.WhenAll(records.Select(id => claims.ClaimAsync(id, None)));
        Assert.All(held, Assert.NotNull);
        Assert.All(await Task.WhenAll(held.Select(claim => permits.MayAskAsync(claim!, None))), Assert.True);
        Assert.All(await Task.WhenAll(held.Select(claim => permits.MaySendAsync(claim!, 1, None))), Assert.True);
        Assert.All(await Task.WhenAll(records.Select(id => posting.PostedAsync(id, $"{id}", null, None))), moved => Assert.Single(moved));
    }

    /// <summary>Rows of records that were read through any index or without one; a connection tells when it is closed.</summary>
    private async Task<long> RowsReadAsync() => await ExecuteAsync(
        """
        SELECT (SELECT sum(idx_tup_read) FROM pg_stat_user_indexes WHERE relname = 'article_records')::bigint
            + (SELECT seq_tup_read FROM pg_stat_user_tables WHERE relname = 'article_records')
        """);

    private async Task<long> ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection($"{database.ConnectionString};Pooling=false");
        await connection.OpenAsync(None);
#pragma warning disable CA2100 // Written above.
        await using var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
        return await command.ExecuteScalarAsync(None) as long? ?? 0;
    }
}
