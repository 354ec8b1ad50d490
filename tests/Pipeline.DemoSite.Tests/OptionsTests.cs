using Microsoft.Extensions.Options;

namespace Pipeline.DemoSite.Tests;

public sealed class OptionsTests
{
    [Theory]
    [InlineData("--DemoSite:Articles=-1", "DemoSite:Articles")]
    [InlineData("--DemoSite:NewArticleInterval=-00:00:01", "DemoSite:NewArticleInterval")]
    [InlineData("--DemoSite:MaxCommentLength=0", "DemoSite:MaxCommentLength")]
    [InlineData("--DemoSite:SessionLifetime=00:00:00", "DemoSite:SessionLifetime")]
    public void Bad_value_stops_the_start_and_names_the_key(string argument, string key)
    {
        var failure = Assert.Throws<OptionsValidationException>(() => DemoSiteApp.Build([argument]));
        Assert.Contains(key, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Url_of_the_host_wins_for_a_program_of_its_own()
    {
        await using var app = DemoSiteApp.Build(["--urls=http://127.0.0.1:0"]);
        await app.StartAsync(TestContext.Current.CancellationToken);
        Assert.NotEqual(5081, app.Address().Port);
    }

    [Fact]
    public async Task Inside_another_program_only_the_given_address_counts()
    {
        Environment.SetEnvironmentVariable("ASPNETCORE_URLS", "http://127.0.0.1:1");
        await using var app = DemoSiteApp.Build(new DemoSiteOptions { Url = "http://127.0.0.1:0" });
        await app.StartAsync(TestContext.Current.CancellationToken);
        Environment.SetEnvironmentVariable("ASPNETCORE_URLS", null);
        Assert.NotEqual(1, app.Address().Port);
    }
}
