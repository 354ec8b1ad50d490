using Pipeline.DemoSite;
using Pipeline.Discovery;
using Pipeline.Gateway;
using Pipeline.Gateway.Identity;
using Pipeline.Generation;
using Pipeline.Hosting;
using Pipeline.Hosting.Bus;
using Pipeline.Hosting.Database;
using Pipeline.Persistence;
using Pipeline.Persistence.Ledger;
using Pipeline.Posting;
using Pipeline.Preparation;

namespace Pipeline.Standalone;

/// <summary>The five services in one process, the demo site with them: <c>./pipeline run</c>.</summary>
public static class StandaloneProgram
{
    /// <summary>Runs until it is told to stop.</summary>
    /// <param name="options">The command line.</param>
    /// <param name="replace">Puts something in the place of a part, for a measurement; null: all as it is.</param>
    /// <returns>The process's exit code.</returns>
    public static async Task<int> RunAsync(StandaloneOptions options, Action<IServiceCollection>? replace = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        using var data = DataFolder.Take(options.Data);
        if (!LocalPort.IsFree(options.Port)) throw new StandaloneRefusedException($"Port {options.Port} is in use by another program. Choose another one with --port N.");
        await using var demo = options.Demo ? await EmbeddedDemoSite.StartAsync(options) : null;
        var app = Build(options, demo?.Address(), replace);
        await app.Services.GetRequiredService<DatabaseMigrator>().MigrateAsync(CancellationToken.None);

        // The data folder is this program's alone: whoever held something is dead, and so is the bus that it was told on.
        if (app.Configuration.IsOwnDatabase(options)) await app.Services.GetRequiredService<OrphanedWork>().ReleaseAllAsync(CancellationToken.None);
        app.Lifetime.ApplicationStarted.Register(() => SayWhere(app, demo?.Address()));
        return await app.RunPipelineHostAsync();
    }

    /// <summary>Builds the program; nothing runs yet, and the database may not be there.</summary>
    /// <param name="options">The command line.</param>
    /// <param name="demoSite">Where the demo site answers; null: there is none.</param>
    /// <param name="replace">Puts something in the place of a part, for a measurement; null: all as it is.</param>
    public static WebApplication Build(StandaloneOptions options, Uri? demoSite, Action<IServiceCollection>? replace = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        var builder = WebApplication.CreateBuilder(options.Rest);
        builder.AddEmbeddedDefaults(options, demoSite);
        builder.AddPipelineHost("gateway");
        builder.AddPipelineDatabase("gateway");
        builder.AddDiscovery();
        builder.AddPreparation();
        builder.AddGeneration();
        builder.AddPosting();
        builder.AddGateway();
        if (demoSite is not null)
        {
            builder.Services.AddSingleton(new DemoMark(options.Data));
            builder.Services.AddSingleton<DemoSeed>();
            builder.Services.AddHostedService(services => new DemoSeedAtStart(services.GetRequiredService<DemoSeed>(), services.GetRequiredService<AdminSeed>(), demoSite));
        }

        builder.AddPipelineBus();
        replace?.Invoke(builder.Services);
        var app = builder.Build();
        app.MapPipelineHost();
        app.MapGateway();
        return app;
    }

    private static void SayWhere(WebApplication app, Uri? demoSite)
    {
        foreach (var url in app.Urls)
        {
            Console.WriteLine($"First screen  {url}");
            Console.WriteLine($"API           {url}/api/v1, described at {url}/docs");
        }

        if (demoSite is not null) Console.WriteLine($"Demo site     {demoSite}");
        Console.WriteLine("Ctrl-C ends it.");
    }

    /// <summary>After the administrator is there, whose the demo process is.</summary>
    private sealed class DemoSeedAtStart(DemoSeed seed, AdminSeed admin, Uri address) : IHostedService
    {
        public async Task StartAsync(CancellationToken cancellationToken)
        {
            await admin.EnsureAsync(cancellationToken);
            await seed.EnsureAsync(address, cancellationToken);
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
