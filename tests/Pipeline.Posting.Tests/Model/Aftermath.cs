using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Pipeline.Domain.Records;
using Pipeline.Persistence;
using Pipeline.Persistence.Ledger;
using Pipeline.Testing.Ledger;

namespace Pipeline.Posting.Tests.Model;

/// <summary>What must hold once a storm is over.</summary>
internal sealed class Aftermath(ModelWorld world, SeededProcess[] processes, List<ArticleRecord> records, IReadOnlyDictionary<Guid, string> keys)
{
    /// <summary>At an end, or visibly waiting for a person: itself, or behind one of the same account and article that does.</summary>
    public static bool IsSettled(ArticleRecord record, IReadOnlyCollection<ArticleRecord> all) => record.Status switch
    {
        RecordStatus.Uncertain => true,
        RecordStatus.Generated =>
            (record.ApprovedAt is null && !record.AutoPost)
            || all.Any(other => other.Status == RecordStatus.Uncertain && other.AccountId == record.AccountId && other.ArticleId == record.ArticleId),
        var status => RecordMoves.Ends.Contains(status),
    };

    public async Task AssertAsync()
    {
        Assert.Empty(records.Where(record => !IsSettled(record, records)).Select(record => $"{keys[record.Id]} is stuck in {record.Status}"));
        foreach (var same in records.GroupBy(record => keys[record.Id])) AssertTheSiteAgrees(same.Key, [.. same]);
        await AssertEveryMoveWasLegalAsync();
        foreach (var process in processes) await AssertTheCountsAreRightAsync(process.ProcessId);
    }

    /// <summary>Posted: it is there. There: it is posted, or a person is asked.</summary>
    private void AssertTheSiteAgrees(string key, List<ArticleRecord> same)
    {
        var there = world.Site.Comments.Count(comment => keys[comment.Record] == key);
        var posted = same.Count(record => record.Status == RecordStatus.Posted);
        var known = there == 1 && same.Any(record => record.Status is RecordStatus.Posted or RecordStatus.Uncertain);
        Assert.True(posted <= there && (there == 0 || known), $"{key}: {there} comments at the site, records {string.Join(", ", same.Select(record => record.Status))}.");
    }

    private async Task AssertEveryMoveWasLegalAsync()
    {
        await using var context = await world.Services.GetRequiredService<IDbContextFactory<PipelineDbContext>>().CreateDbContextAsync();
        var ids = records.Select(record => record.Id).ToList();
        var moves = await context.RecordMoves.AsNoTracking().Where(move => ids.Contains(move.RecordId)).OrderBy(move => move.Id).ToListAsync();
        foreach (var record in records)
        {
            RecordStatus? at = null;
            foreach (var move in moves.Where(move => move.RecordId == record.Id))
            {
                Assert.True(move.From == at && RecordMoves.Allows(move.From, move.To), $"{keys[record.Id]} went from {move.From} to {move.To}, and stood at {at}.");
                at = move.To;
            }

            Assert.Equal(record.Status, at);
        }
    }

    private async Task AssertTheCountsAreRightAsync(Guid process)
    {
        var counts = await world.Services.GetRequiredService<PipelineCounts>().OfAsync(process, CancellationToken.None);
        int Recount(RecordStatus status) => records.Count(record => record.ProcessId == process && record.Status == status);
        Assert.Equal(
            (Recount(RecordStatus.Discovered), Recount(RecordStatus.Prepared), Recount(RecordStatus.Generated), Recount(RecordStatus.Posting), Recount(RecordStatus.Posted)),
            (counts.Discovered, counts.Prepared, counts.Generated, counts.Posting, counts.Posted));
        Assert.Equal(
            (Recount(RecordStatus.Skipped), Recount(RecordStatus.Failed), Recount(RecordStatus.Uncertain), records.Count(record => record.ProcessId == process)),
            (counts.Skipped, counts.Failed, counts.Uncertain, counts.Total));
    }
}
