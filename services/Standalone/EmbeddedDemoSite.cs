using Pipeline.DemoSite;

namespace Pipeline.Standalone;

/// <summary>The demo site beside the services, on the port next to theirs. Its texts, comments and sessions outlive the program.</summary>
internal static class EmbeddedDemoSite
{
    public static async Task<WebApplication> StartAsync(StandaloneOptions options)
    {
        var given = new ConfigurationBuilder().AddEnvironmentVariables().AddCommandLine(options.Rest).Build().GetSection(DemoSiteOptions.Section);
        var settings = new DemoSiteOptions { DataFolder = Path.Combine(options.Data, "demo-site"), Url = $"http://localhost:{PortNextTo(options.Port)}" };
        given.Bind(settings);
        var port = new Uri(settings.Url).Port;
        if (!LocalPort.IsFree(port))
            throw new StandaloneRefusedException($"Port {port}, which the demo site would take, is in use by another program. Choose another --port, set DemoSite__Url, or run without it: --no-demo.");
        var site = DemoSiteApp.Build(settings);
        await site.StartAsync();
        return site;
    }

    private static int PortNextTo(int port) => port < 65535 ? port + 1 : port - 1;
}
