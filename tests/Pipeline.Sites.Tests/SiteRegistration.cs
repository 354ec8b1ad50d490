using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Pipeline.Domain.Errors;
using Pipeline.Domain.Net;
using Pipeline.Domain.Sites;

namespace Pipeline.Sites.Tests;

public sealed class SiteRegistration
{
    [Fact]
    public void Every_adapter_is_found_by_its_kind()
    {
        using var host = Host([]);
        Assert.Equal(SiteKind.MyMoment, host.Services.GetRequiredService<SiteCatalog>().For(SiteKind.MyMoment).Kind);
        Assert.NotNull(host.Services.GetRequiredService<SiteExchanges>());
    }

    [Fact]
    public void A_kind_without_an_adapter_says_so() =>
        Assert.Equal(ErrorKind.Configuration, Assert.Throws<SiteException>(() => new SiteCatalog([]).For(SiteKind.Feed)).Kind);

    [Theory]
    [InlineData("Http:AllowedInternalHosts", "http://x", "Http__AllowedInternalHosts")]
    [InlineData("Http:MaxRequestsPerSecond", "0", "Http:MaxRequestsPerSecond must lie between 0.1 and 10000")]
    [InlineData("Http:Timeout", "00:10:00", "Http:Timeout must lie between 00:00:01 and 00:05:00")]
    [InlineData("Http:Contact", "a\r\nb", "Http:Contact")]
    public async Task A_bad_option_stops_the_service_at_start(string key, string value, string message)
    {
        using var host = Host(new() { [key] = value });
        var error = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync(TestContext.Current.CancellationToken));
        Assert.Contains(message, error.Message);
    }

    [Fact]
    public void Options_come_from_the_environment_form_of_their_keys()
    {
        using var host = Host(new() { ["Http:AllowedInternalHosts"] = "demo.lan:8090", ["Http:Contact"] = "https://example.org/bot" });
        var options = host.Services.GetRequiredService<IOptions<OutboundHttpOptions>>().Value;
        Assert.Equal(("demo.lan:8090", 100d, TimeSpan.FromSeconds(30)), (options.AllowedInternalHosts, options.MaxRequestsPerSecond, options.Timeout));
        Assert.Matches(@"^Pipeline/\d+\.\d+\.\d+ \(automated; contact: https://example\.org/bot\)$", options.UserAgent);
    }

    private static IHost Host(Dictionary<string, string?> settings)
    {
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Configuration.AddInMemoryCollection(settings);
        builder.Services.AddSites();
        builder.Services.AddSites();
        return builder.Build();
    }
}
