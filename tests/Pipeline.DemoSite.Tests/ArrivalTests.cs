using Pipeline.DemoSite.Tests.Driving;

namespace Pipeline.DemoSite.Tests;

public sealed class ArrivalTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("demosite-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task New_texts_appear_as_time_goes_by()
    {
        await using var site = await RunningSite.StartAsync(o => o.NewArticleInterval = TimeSpan.FromMinutes(2));
        Assert.Equal(30, await CountAsync(site));
        site.Clock.Advance(TimeSpan.FromSeconds(119));
        Assert.Equal(30, await CountAsync(site));
        site.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(31, await CountAsync(site));
        site.Clock.Advance(TimeSpan.FromMinutes(6));
        Assert.Equal(34, await CountAsync(site));
    }

    [Fact]
    public async Task No_interval_no_new_texts()
    {
        await using var site = await RunningSite.StartAsync(o => o.NewArticleInterval = TimeSpan.Zero);
        site.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(30, await CountAsync(site));
    }

    [Fact]
    public async Task New_texts_stop_at_the_limit()
    {
        await using var site = await RunningSite.StartAsync(o => (o.NewArticleInterval, o.MaxArticles) = (TimeSpan.FromMinutes(2), 33));
        site.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(33, await CountAsync(site));
    }

    [Fact]
    public async Task A_night_switched_off_brings_one_text_only()
    {
        var clock = new Microsoft.Extensions.Time.Testing.FakeTimeProvider();
        await using (var evening = await StartAsync(clock))
        {
            clock.Advance(TimeSpan.FromMinutes(2));
            Assert.Equal(31, await CountAsync(evening));
        }
        clock.Advance(TimeSpan.FromHours(12));
        await using var morning = await StartAsync(clock);
        Assert.Equal(32, await CountAsync(morning));
    }

    private Task<RunningSite> StartAsync(Microsoft.Extensions.Time.Testing.FakeTimeProvider clock) =>
        RunningSite.StartAsync(o => (o.NewArticleInterval, o.DataFolder) = (TimeSpan.FromMinutes(2), folder.FullName), clock);

    private static async Task<int> CountAsync(RunningSite site)
    {
        using var visitor = site.Visitor();
        await visitor.GetAsync("/");
        return (await site.ControlAsync("articles")).AsArray().Count;
    }
}
