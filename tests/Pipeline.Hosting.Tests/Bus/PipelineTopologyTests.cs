using Pipeline.Contracts;
using Pipeline.Hosting.Bus;

namespace Pipeline.Hosting.Tests.Bus;

public sealed class PipelineTopologyTests
{
    private static readonly Type[] Answers = [typeof(AccountTested), typeof(AccountTab), typeof(SiteTested)];

    [Fact]
    public void Every_message_has_one_queue_or_is_an_announcement()
    {
        var routed = PipelineTopology.Queues.SelectMany(queue => queue.Messages).Concat(PipelineTopology.Announcements).Concat(Answers);

        Assert.Equal(
            typeof(DiscoverArticles).Assembly.GetExportedTypes().Select(type => type.Name).Order(),
            routed.Select(type => type.Name).Order());
    }

    [Theory]
    [InlineData(typeof(DiscoverArticles), "discovery")]
    [InlineData(typeof(ArticlesDiscovered), "preparation")]
    [InlineData(typeof(ArticlesPrepared), "generation")]
    [InlineData(typeof(CommentsGenerated), "posting")]
    [InlineData(typeof(CommentsApproved), "posting")]
    [InlineData(typeof(DiscoveryDue), "monitoring")]
    public void A_message_goes_to_the_stage_that_does_the_work(Type message, string queue) =>
        Assert.Equal(queue, PipelineTopology.QueueOf(message)?.Name);
}
