using Pipeline.Contracts;
using Pipeline.Domain.Records;
using Pipeline.Gateway.Monitoring.Announcer;
using Pipeline.Persistence.Ledger;

namespace Pipeline.Gateway.Tests.Monitoring;

public sealed class StageMessagesTests
{
    private static readonly Guid Process = Guid.CreateVersion7();

    [Fact]
    public void Records_of_one_article_travel_together_in_sets_of_at_most_100()
    {
        var records = Enumerable.Range(0, 40).SelectMany(_ => Article(6)).ToList();
        var sets = StageMessages.For(records).Cast<ArticlesDiscovered>().ToList();
        Assert.Equal([96, 96, 48], sets.Select(set => set.RecordIds.Count));
        Assert.All(records.GroupBy(record => record.ArticleId), article => Assert.Single(sets, set => article.Any(record => set.RecordIds.Contains(record.RecordId))));
    }

    [Fact]
    public void An_article_with_more_than_100_records_is_shared_out() =>
        Assert.Equal([100, 50], StageMessages.For(Article(150)).Cast<ArticlesDiscovered>().Select(set => set.RecordIds.Count));

    [Theory]
    [InlineData(3, 1)]
    [InlineData(40, 2)]
    [InlineData(500, 4)]
    public void A_few_comments_travel_one_by_one_and_many_by_four(int records, int together)
    {
        var sets = StageMessages.For(Records(records, RecordStatus.Prepared)).Cast<ArticlesPrepared>().ToList();
        Assert.Equal((together, records), (sets[0].RecordIds.Count, sets.SelectMany(set => set.RecordIds).Distinct().Count()));
    }

    [Fact]
    public void The_status_chooses_the_message()
    {
        Assert.IsType<CommentsGenerated>(Assert.Single(StageMessages.For(Records(1, RecordStatus.Generated))));
        Assert.IsType<CommentsApproved>(Assert.Single(StageMessages.For(Records(1, RecordStatus.Generated, approved: true))));
        Assert.All(StageMessages.For(Records(40, RecordStatus.Posting)), message => Assert.Single(Assert.IsType<CommentsApproved>(message).RecordIds));
    }

    [Fact]
    public void A_record_whose_worker_died_travels_alone()
    {
        var suspect = Records(1, RecordStatus.Discovered, alone: true).Single();
        var sets = StageMessages.For([.. Article(3), suspect]).Cast<ArticlesDiscovered>().ToList();
        Assert.Equal([3, 1], sets.Select(set => set.RecordIds.Count));
        Assert.Equal([suspect.RecordId], sets[1].RecordIds);
    }

    [Fact]
    public void A_message_holds_records_of_one_process()
    {
        var other = Records(2, RecordStatus.Prepared).Select(record => record with { ProcessId = Guid.CreateVersion7() });
        var messages = StageMessages.For([.. Records(2, RecordStatus.Prepared), .. other]).Cast<ArticlesPrepared>();
        Assert.Equal(3, messages.Select(message => message.ProcessId).Distinct().Count());
    }

    private static IEnumerable<DueRecord> Article(int records)
    {
        var article = Guid.CreateVersion7();
        return Records(records, RecordStatus.Discovered).Select(record => record with { ArticleId = article });
    }

    private static List<DueRecord> Records(int count, RecordStatus status, bool approved = false, bool alone = false) =>
        [.. Enumerable.Range(0, count).Select(_ => new DueRecord(Guid.CreateVersion7(), Process, Guid.CreateVersion7(), status, approved, alone))];
}
