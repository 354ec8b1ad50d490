using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Pipeline.Discovery;
using Pipeline.Generation;
using Pipeline.Hosting;
using Pipeline.Hosting.Bus;
using Pipeline.Hosting.Database;
using Pipeline.Posting;
using Pipeline.Preparation;
using Pipeline.Sites;
using Pipeline.Standalone;

namespace Pipeline.Bench.Installations;

/// <summary>One of the four workers, or the embedded program, as its own program composes it, at a site that answers at once.</summary>
internal static class ZeroLatencyWorker
{
    /// <summary>The embedded program's name here.</summary>
    public const string Embedded = "embedded";

    public static async Task<int> RunAsync(string stage, IReadOnlyList<string> arguments)
    {
        if (stage == Embedded) return await StandaloneProgram.RunAsync(StandaloneOptions.Parse(arguments), UseZeroLatencySite);
        var builder = WebApplication.CreateBuilder();
        builder.AddPipelineHost(stage);
        builder.AddPipelineDatabase(stage);
        _ = stage switch
        {
            "discovery" => builder.AddDiscovery(),
            "preparation" => builder.AddPreparation(),
            "generation" => builder.AddGeneration(),
            "posting" => builder.AddPosting(),
            _ => throw new ArgumentOutOfRangeException(nameof(stage), stage, "There is no such worker."),
        };
        UseZeroLatencySite(builder.Services);
        builder.AddPipelineBus();
        await using var app = builder.Build();
        app.MapPipelineHost();
        return await app.RunPipelineHostAsync();
    }

    private static void UseZeroLatencySite(IServiceCollection services)
    {
        services.RemoveAll<ISite>();
        services.AddSingleton<ISite, ZeroLatencySite>();
    }
}
