using Pipeline.Testing.Http;
using Pipeline.Testing.Llm;
using Pipeline.Testing.Net;
using Pipeline.Testing.Processes;

namespace Pipeline.Chaos.Installations;

/// <summary>What lies outside the pipeline: the demo site as a process of its own, and a provider of comments, each behind a proxy.</summary>
public sealed class OutsideWorld : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan ModelTime = TimeSpan.FromMilliseconds(300);

    private readonly ServiceProcess _site;

    private OutsideWorld(ServiceProcess site, FakeLlmServer llm)
    {
        (_site, Llm) = (site, llm);
        SiteProxy = TcpProxy.To(site.Address.Port);
        LlmProxy = TcpProxy.To(new Uri(llm.BaseUrl).Port);
        Site = new JsonApi(new Uri(site.Address, "_demo/"));
    }

    /// <summary>The demo site's control API, past the proxy.</summary>
    public JsonApi Site { get; }

    /// <summary>The provider of comments.</summary>
    public FakeLlmServer Llm { get; }

    public TcpProxy SiteProxy { get; }

    public TcpProxy LlmProxy { get; }

    /// <summary>Where the pipeline reaches the site.</summary>
    public string SiteAddress => $"http://127.0.0.1:{SiteProxy.Port}/";

    /// <summary>Where the pipeline reaches the provider.</summary>
    public string LlmAddress => $"http://127.0.0.1:{LlmProxy.Port}/v1";

    /// <summary>The settings that let the pipeline reach both.</summary>
    public IEnumerable<KeyValuePair<string, string?>> Settings => [new("Http__AllowedInternalHosts", $"127.0.0.1:{SiteProxy.Port},127.0.0.1:{LlmProxy.Port}")];

    /// <summary>Starts both.</summary>
    public static async Task<OutsideWorld> StartAsync(CancellationToken cancellation)
    {
        var port = Testing.FreePort.Next();
        var site = ServiceProcess.Start(
            "samples/DemoSite",
            new Dictionary<string, string?>
            {
                ["DemoSite__Url"] = $"http://127.0.0.1:{port}",
                ["DemoSite__Control"] = "true",
                ["DemoSite__Articles"] = "0",
                ["DemoSite__NewArticleInterval"] = "00:00:00",
                ["Logging__LogLevel__Default"] = "Warning",
            },
            port: port);
        var world = new OutsideWorld(site, await FakeLlmServer.StartAsync());
        world.WriteComments();
        await Testing.Eventually.TrueAsync(world.SiteAnswersAsync, StartLimit, "the demo site answers", cancellation);
        return world;
    }

    /// <summary>The provider does what it should: each comment says which prompt it was asked with.</summary>
    public void WriteComments() => Llm.Always(FakeLlmAnswer.Writes(request => Prompts.CommentFor(request.UserPrompt)).After(ModelTime));

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await SiteProxy.DisposeAsync();
        await LlmProxy.DisposeAsync();
        await Llm.DisposeAsync();
        Site.Dispose();
        await _site.DisposeAsync();
    }

    private async Task<bool> SiteAnswersAsync()
    {
        try
        {
            await Site.GetAsync("accounts", CancellationToken.None);
            return true;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
