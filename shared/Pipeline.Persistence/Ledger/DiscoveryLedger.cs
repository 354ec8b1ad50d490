using System.Diagnostics;
using Microsoft.Extensions.Options;
using Pipeline.Domain.Records;

namespace Pipeline.Persistence.Ledger;

/// <summary>An article as an index shows it.</summary>
/// <param name="ExternalId">The site's own id of it.</param>
/// <param name="Url">Where it can be read.</param>
/// <param name="Title">Its title.</param>
/// <param name="Author">Its author, if shown.</param>
/// <param name="EditedAt">When it was edited (UTC), if shown.</param>
public sealed record FoundArticle(string ExternalId, string Url, string Title, string? Author, DateTime? EditedAt);

/// <summary>A record that should exist: an article that an account may see, with one prompt.</summary>
/// <param name="ExternalId">The article.</param>
/// <param name="AccountId">The account.</param>
/// <param name="PromptTemplateId">The prompt template.</param>
public sealed record WantedRecord(string ExternalId, Guid AccountId, Guid PromptTemplateId);

/// <summary>Writes what a discovery run found: whatever exists already is ignored.</summary>
public sealed class DiscoveryLedger(LedgerDatabase database, WorkerIdentity worker, IOptions<LedgerOptions> options, AnnouncementWindows windows)
{
    /// <summary>Which of the wanted records don't exist yet in this process.</summary>
    public Task<List<WantedRecord>> MissingAsync(Guid processId, Guid siteId, IReadOnlyCollection<WantedRecord> wanted, CancellationToken cancellationToken) =>
        database.ReadAsync(
            $"""
            SELECT a.external_id, a.account_id, a.prompt_id
            FROM {database.Sql.Asked([new("external_id", AskedType.Text), new("account_id", AskedType.Id), new("prompt_id", AskedType.Id)])}
            LEFT JOIN articles t ON t.site_id = @site AND t.external_id = a.external_id
            LEFT JOIN article_records r ON r.article_id = t.id AND r.account_id = a.account_id AND r.prompt_template_id = a.prompt_id AND r.process_id = @process
            WHERE r.id IS NULL
            """,
            Statement.With(
                ("asked", LedgerDatabase.Json(wanted.Select(w => new { external_id = w.ExternalId, account_id = w.AccountId, prompt_id = w.PromptTemplateId }))),
                ("site", siteId), ("process", processId)),
            row => new WantedRecord(row.GetString(0), row.GetGuid(1), row.GetGuid(2)), cancellationToken);

    /// <summary>Inserts articles and records in two statements.</summary>
    /// <returns>The new records; <see cref="MovedRecord.Announce"/>: publish <c>ArticlesDiscovered</c> for them.</returns>
    public async Task<List<MovedRecord>> AddAsync(
        Guid processId, Guid siteId, IReadOnlyCollection<FoundArticle> articles, IReadOnlyCollection<WantedRecord> records, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(records);
        if (records.Count == 0) return [];
        await AddArticlesAsync(siteId, articles, cancellationToken);
        var announce = await windows.MayAnnounceAsync(processId, RecordStatus.Discovered, records.Count, cancellationToken);
        var ids = await AddRecordsAsync(processId, siteId, records, announce, cancellationToken);
        return [.. ids.Select(id => new MovedRecord(id, processId, RecordStatus.Discovered, announce))];
    }

    private Task<int> AddArticlesAsync(Guid siteId, IReadOnlyCollection<FoundArticle> articles, CancellationToken cancellationToken)
    {
        AskedColumn[] columns =
        [
            new("id", AskedType.Id), new("external_id", AskedType.Text), new("url", AskedType.Text), new("title", AskedType.Text),
            new("author", AskedType.Text), new("edited_in", AskedType.Real),
        ];
        var now = DateTime.UnixEpoch;
        return database.ExecuteAsync(
            $"""
            INSERT INTO articles (id, owner_id, site_id, external_id, url, title, author, edited_at, latest_version, created_at)
            SELECT a.id, s.owner_id, s.id, a.external_id, a.url, a.title, a.author, {database.Sql.Plus("@epoch", "a.edited_in")}, 0, {database.Sql.Now}
            FROM {database.Sql.Asked(columns)} JOIN sites s ON s.id = @site
            WHERE true ORDER BY a.external_id
            ON CONFLICT (site_id, external_id) DO NOTHING
            """,
            Statement.With(
                ("asked", LedgerDatabase.Json(articles.Select(article => new
                {
                    id = Guid.CreateVersion7(), external_id = article.ExternalId, url = article.Url, title = RecordLedger.Clean(article.Title),
                    author = RecordLedger.Clean(article.Author), edited_in = (article.EditedAt - now)?.TotalSeconds,
                }))),
                ("site", siteId), ("epoch", now)),
            cancellationToken);
    }

    private Task<List<Guid>> AddRecordsAsync(
        Guid processId, Guid siteId, IReadOnlyCollection<WantedRecord> records, bool announce, CancellationToken cancellationToken) =>
        database.WriteAsync(
            database.Sql.ComposeInsert(
                [new("id", AskedType.Id), new("external_id", AskedType.Text), new("account_id", AskedType.Id), new("prompt_id", AskedType.Id)],
                $"""
                INSERT INTO article_records (
                    id, owner_id, process_id, site_id, article_id, account_id, prompt_template_id, status, tries, starts, fencing, ring_at, announced_at,
                    slots_reserved, pace_reserved, comment_revision, auto_post, discovered_at, updated_at)
                SELECT a.id, p.owner_id, p.id, t.site_id, t.id, a.account_id, a.prompt_id, 1, 0, 0, 0,
                    {database.Sql.In(announce ? "@stall" : "0")}, {(announce ? database.Sql.Now : "NULL")}, false, false, 0, false, {database.Sql.Now}, {database.Sql.Now}
                FROM a JOIN monitoring_processes p ON p.id = @process
                JOIN articles t ON t.site_id = @site AND t.external_id = a.external_id
                WHERE true
                ON CONFLICT (article_id, account_id, prompt_template_id, process_id) DO NOTHING
                """),
            Statement.With(
                ("asked", LedgerDatabase.Json(records.Select(record => new
                {
                    id = Guid.CreateVersion7(), external_id = record.ExternalId, account_id = record.AccountId, prompt_id = record.PromptTemplateId,
                }))),
                ("process", processId), ("site", siteId), ("stall", options.Value.Stall.TotalSeconds), ("by", worker.Instance),
                ("trace", Activity.Current?.TraceId.ToString())),
            row => row.GetGuid(0), cancellationToken);
}
