using System.Net.Http.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Pipeline.Contracts;
using Pipeline.Domain.Accounts;
using Pipeline.Domain.Records;
using Pipeline.Hosting.Secrets;
using Pipeline.Persistence.Ledger;
using Pipeline.SiteAccess;
using Pipeline.Sites;
using Pipeline.Testing.Ledger;
using Pipeline.Testing.Stages;

namespace Pipeline.Posting.Tests;

/// <summary>Drives Posting against the demo site.</summary>
public abstract class PostingTest(TestDatabase database) : StageTest(database, builder => builder.AddPosting())
{
    protected const string Text = "<p>[Disclosure.]</p><p>A comment that is long enough for everybody who reads it.</p>";
    protected const string CommentPost = "POST /article/{id}/comment/";

    /// <summary>Generated comments on new articles; the records' ids.</summary>
    protected async Task<IReadOnlyList<Guid>> GeneratedAsync(SeededProcess process, int articles = 1) =>
        await GeneratedAsync(process, await Host.ArticlesAsync(articles));

    /// <summary>Generated comments on articles of the site.</summary>
    protected async Task<IReadOnlyList<Guid>> GeneratedAsync(SeededProcess process, IReadOnlyList<int> articles)
    {
        var found = await Services.DiscoverAsync(process, articles.Count, articles[0]);
        return await Services.GenerateAsync(found.Select(record => record.RecordId), Text);
    }

    /// <summary>Comments on new articles that a person approved.</summary>
    protected async Task<IReadOnlyList<Guid>> ApprovedAsync(SeededProcess process, int articles = 1) =>
        await ApproveAsync(process, await GeneratedAsync(process, articles));

    protected async Task<IReadOnlyList<Guid>> ApproveAsync(SeededProcess process, IReadOnlyList<Guid> ids)
    {
        foreach (var id in ids) Assert.True(await Get<ReviewLedger>().ApproveAsync(id, null, process.OwnerId, None));
        return ids;
    }

    /// <summary>Delivers one message; the records as they stand then.</summary>
    protected async Task<List<ArticleRecord>> PostAsync(IReadOnlyList<Guid> ids, StageWorker? worker = null)
    {
        var process = (await RecordAsync(ids[0])).ProcessId;
        await (worker ?? Host.Worker).DeliverAsync<PostingConsumer, CommentsApproved>(new(process, ids));
        return await RecordsAsync(ids);
    }

    /// <summary>Delivers one message for one record, after some time.</summary>
    protected async Task<RecordStatus> PostAsync(Guid id, TimeSpan after)
    {
        await AdvanceAsync(after);
        return (await PostAsync([id]))[0].Status;
    }

    /// <summary>Writes a comment at the site without telling the ledger: by hand, or by a worker that dies right after.</summary>
    protected async Task<string> WriteAsync(Guid record, string text)
    {
        var row = await RecordAsync(record);
        var door = Get<SiteDoor>();
        var account = (await door.FindAsync([row.AccountId], None))[row.AccountId];
        var visit = await door.OpenAsync(account, new LedgerPermit(Database.Clock, _ => Task.FromResult(true), _ => Task.FromResult(true)), None);
        await using var context = await ContextAsync();
        var article = await context.Articles.SingleAsync(one => one.Id == row.ArticleId);
        var page = await visit.Site.ReadCommentPageAsync(visit.Exchange, article.ExternalId, None);
        return (await visit.Site.PostCommentAsync(visit.Exchange, page, new CommentDraft(text, false), None)).SiteCommentId;
    }

    /// <summary>Takes the slot and claims a record as a worker does that dies in the next moment, or right after its comment left.</summary>
    protected async Task ClaimAndDieAsync(SeededProcess process, Guid record, bool afterSending)
    {
        var worker = (await Host.HireAsync()).Services;
        var claims = worker.GetRequiredService<PostingClaims>();
        await using var context = await ContextAsync();
        var article = await context.Articles.SingleAsync(one => context.Records.Any(row => row.Id == record && row.ArticleId == one.Id));
        var site = await context.Sites.SingleAsync(one => one.Id == process.SiteId);
        var key = PostingSlotKey.For(site.Origin, article.ExternalId, "user1", process.PromptIds[0]);
        Assert.True(await claims.TakeSlotAsync(key, record, process.SiteId, None));
        var claim = Assert.IsType<RecordClaim>(await claims.ClaimAsync(record, None));
        Assert.True(!afterSending || await worker.GetRequiredService<PostingPermits>().MaySendAsync(claim, 1, None));
    }

    /// <summary>Enters the password anew, as a person does it in the Gateway.</summary>
    protected async Task EnterPasswordAsync(SeededProcess process)
    {
        await using var context = await ContextAsync();
        var account = await context.Accounts.SingleAsync(row => row.Id == process.AccountIds[0]);
        var password = Get<SecretProtector>().Protect(StageHost.Password, Account.PasswordPurpose(account.Id));
        account.Change(account.Username, account.DisplayName, password, Now);
        await context.SaveChangesAsync();
        await Get<AccountSessions>().ForgetAsync(account.Id, None);
    }

    /// <summary>The site's own id of a record's comment, as the ledger knows it.</summary>
    protected async Task<string?> CommentIdAsync(Guid record)
    {
        await using var context = await ContextAsync();
        return await context.PostingSlots.Where(slot => slot.RecordId == record).Select(slot => slot.SiteCommentId).SingleOrDefaultAsync();
    }

    /// <summary>What a record's timeline says.</summary>
    protected async Task<List<string?>> NotesAsync(Guid record)
    {
        await using var context = await ContextAsync();
        return await context.RecordMoves.Where(move => move.RecordId == record).Select(move => move.Note).ToListAsync();
    }

    /// <summary>The ids of the comments at the site.</summary>
    protected async Task<string[]> SiteIdsAsync() =>
        [.. (await Host.GetAsync("comments")).EnumerateArray().Select(comment => comment.GetProperty("id").GetInt32().ToString(System.Globalization.CultureInfo.InvariantCulture))];

    /// <summary>Changes a column of a process that a person sets.</summary>
    protected async Task SetGenerateOnlyAsync(SeededProcess process, bool value)
    {
        await using var context = await ContextAsync();
        await context.Processes.Where(row => row.Id == process.ProcessId).ExecuteUpdateAsync(set => set.SetProperty(row => row.GenerateOnly, value));
    }

    protected async Task DeleteArticlesAsync()
    {
        foreach (var article in (await Host.GetAsync("articles")).EnumerateArray())
        {
            using var answer = await Host.Control.DeleteAsync(new Uri($"articles/{article.GetProperty("id").GetInt32()}", UriKind.Relative));
            answer.EnsureSuccessStatusCode();
        }
    }
}
