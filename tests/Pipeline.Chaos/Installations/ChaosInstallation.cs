using System.Text;
using Pipeline.Testing.Http;

namespace Pipeline.Chaos.Installations;

/// <summary>A pipeline that is put to the test, with the world around it.</summary>
public abstract class ChaosInstallation(OutsideWorld world) : IAsyncDisposable
{
    private const string Token = "a-token-of-the-administrator-for-this-run";

    /// <summary>How long a start may take on a loaded machine.</summary>
    protected static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(4);

    /// <summary>The defaults, made smaller together: more leases expire and more bells are rung again in the same time.</summary>
    private static readonly Dictionary<string, string?> QuickRecovery = new()
    {
        ["Ledger__Lease"] = "00:00:15",
        ["Ledger__RenewEvery"] = "00:00:05",
        ["Ledger__Stall"] = "00:00:20",
        ["Ledger__SendWithin"] = "00:00:15",
        ["Ledger__Grace"] = "00:00:20",
        ["Clock__Sweep"] = "00:00:10",
        ["Bus__DeafAfter"] = "00:00:30",
        ["Bus__ConsumerStopTimeout"] = "00:00:15",
        ["Http__Timeout"] = "00:00:10",
        ["Llm__Timeout"] = "00:00:10",
    };

    /// <summary>The site and the provider.</summary>
    public OutsideWorld World => world;

    /// <summary>The processes that are killed, and start again.</summary>
    public abstract IReadOnlyList<SupervisedService> Services { get; }

    /// <summary>The Gateway's API, for the administrator.</summary>
    public JsonApi Api => field ??= new JsonApi(new Uri(GatewayAddress, "api/v1/"), Token);

    /// <summary>Where the Gateway listens.</summary>
    protected abstract Uri GatewayAddress { get; }

    /// <summary>Starts one; returns when all of it is ready.</summary>
    public static async Task<ChaosInstallation> StartAsync(ChaosMode mode, CancellationToken cancellation)
    {
        var world = await OutsideWorld.StartAsync(cancellation);
        ChaosInstallation installation = mode switch
        {
            ChaosMode.Embedded => new EmbeddedInstallation(world),
            ChaosMode.Cluster => new ClusterInstallation(world),
            _ => new ProductionInstallation(world),
        };
        try
        {
            await installation.StartAsync(cancellation);
            return installation;
        }
        catch
        {
            await installation.DisposeAsync();
            throw;
        }
    }

    /// <summary>All that was broken works again.</summary>
    public virtual async Task MendAsync(CancellationToken cancellation)
    {
        world.SiteProxy.Mend();
        world.LlmProxy.Mend();
        world.WriteComments();
        await world.Site.PutAsync("faults", new System.Text.Json.Nodes.JsonArray(), cancellation);
        foreach (var service in Services)
        {
            service.Clock.Set(TimeSpan.Zero);
            service.Thaw();
        }
    }

    /// <inheritdoc/>
    public virtual async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        Api.Dispose();
        await Task.WhenAll(Services.Select(service => service.DisposeAsync().AsTask()));
        await world.DisposeAsync();
    }

    /// <summary>Starts the pipeline itself.</summary>
    protected abstract Task StartAsync(CancellationToken cancellation);

    /// <summary>The settings of every process.</summary>
    protected Dictionary<string, string?> Settings() => new(QuickRecovery.Concat(world.Settings))
    {
        ["Secrets__MasterKey"] = Convert.ToBase64String(Encoding.ASCII.GetBytes("the-32-bytes-of-this-run's-key!!")),
        ["Gateway__Admin__Email"] = "admin@pipeline.example",
        ["Gateway__Admin__Password"] = "a-password-for-this-run",
        ["Gateway__Admin__Token"] = Token,
    };
}
