using Microsoft.Extensions.Options;

namespace Pipeline.Persistence.Ledger;

/// <summary>An article's text as it was read.</summary>
/// <param name="ArticleId">The article.</param>
/// <param name="Title">Its title.</param>
/// <param name="Author">Its author.</param>
/// <param name="Category">Its category's name.</param>
/// <param name="Task">Its task's name.</param>
/// <param name="EditedAt">When it was edited last (UTC).</param>
/// <param name="Content">The text, paragraphs separated by an empty line.</param>
public sealed record ArticleText(Guid ArticleId, string Title, string? Author, string? Category, string? Task, DateTime? EditedAt, string Content);

/// <summary>The texts of articles: fetched once, under a lease, however many records refer to them.</summary>
public sealed class ArticleTexts(LedgerDatabase database, WorkerIdentity worker, IOptions<LedgerOptions> options)
{
    /// <summary>
    /// Asks to be the one that fetches; answers the articles that were granted. Neither one that somebody is fetching or asks for
    /// just now, also for another message of this worker, nor one whose text has come meanwhile.
    /// </summary>
    public async Task<HashSet<Guid>> LeaseAsync(IEnumerable<Guid> articleIds, CancellationToken cancellationToken)
    {
        var sql = database.Sql;
        var granted = await database.WriteAsync(
            $"""
            UPDATE articles SET fetch_lease_until = {sql.In("@lease")}, fetch_lease_by = @by
            WHERE id IN {sql.TakenOfAsked("articles", $"t.latest_version = 0 AND (t.fetch_lease_until IS NULL OR t.fetch_lease_until <= {sql.Now})")}
            RETURNING id
            """,
            Statement.With(
                ("asked", LedgerDatabase.Json(articleIds.Select(id => new { id }))), ("lease", options.Value.Lease.TotalSeconds), ("by", worker.Instance)),
            row => row.GetGuid(0), cancellationToken);
        return [.. granted];
    }

    /// <summary>Gives leases back.</summary>
    public Task<int> ReleaseAsync(IEnumerable<Guid> articleIds, CancellationToken cancellationToken) =>
        database.ExecuteAsync(
            $"""
            UPDATE articles SET fetch_lease_until = NULL, fetch_lease_by = NULL
            WHERE fetch_lease_by = @by AND id IN (SELECT a.id FROM {database.Sql.Asked([new("id", AskedType.Id)])})
            """,
            Statement.With(("asked", LedgerDatabase.Json(articleIds.Select(id => new { id }))), ("by", worker.Instance)), cancellationToken);

    /// <summary>Keeps a text: as a new version where it differs from the latest.</summary>
    /// <returns>The article's latest version.</returns>
    public async Task<int> SaveAsync(ArticleText text, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(text);
        var versions = await database.WriteAsync(
            database.Sql.SaveText,
            Statement.With(
                ("id", text.ArticleId), ("title", RecordLedger.Clean(text.Title)), ("author", RecordLedger.Clean(text.Author)),
                ("category", RecordLedger.Clean(text.Category)), ("task", RecordLedger.Clean(text.Task)), ("edited", text.EditedAt),
                ("content", RecordLedger.Clean(text.Content))),
            row => row.GetInt32(0), cancellationToken);
        return versions[0];
    }
}
