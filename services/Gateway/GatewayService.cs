using Pipeline.Domain.Net;
using Pipeline.Gateway.Accounts;
using Pipeline.Gateway.Api;
using Pipeline.Gateway.Api.OpenApi;
using Pipeline.Gateway.Dashboard;
using Pipeline.Gateway.Identity;
using Pipeline.Gateway.Jobs;
using Pipeline.Gateway.Monitoring;
using Pipeline.Gateway.Prompts;
using Pipeline.Gateway.Providers;
using Pipeline.Gateway.Queues;
using Pipeline.Gateway.Records;
using Pipeline.Gateway.Sites;
using Pipeline.Hosting.Configuration;

namespace Pipeline.Gateway;

/// <summary>The Gateway: the REST API, and what keeps the processes going. Alone in a process, or with the other services.</summary>
public static class GatewayService
{
    /// <summary>Registers the Gateway. The host, its database and its bus are the caller's.</summary>
    public static IHostApplicationBuilder AddGateway(this IHostApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.AddPipelineOptions<OutboundHttpOptions>(OutboundHttpOptions.Section);
        builder.AddGatewayIdentity();
        builder.Services.AddApiConventions();
        builder.Services.AddApiDocument();
        builder.Services.AddScoped<WorkerRequests>();
        builder.Services.AddScoped<PromptPreviews>();
        builder.Services.AddSingleton<ProcessChecks>();
        builder.Services.AddSingleton<ProcessWarnings>();
        builder.Services.AddSingleton<ProcessFinder>();
        builder.Services.AddSingleton<ProcessReader>();
        builder.Services.AddSingleton<ProcessTimes>();
        builder.Services.AddSingleton<ProcessSettingsStore>();
        builder.Services.AddSingleton<OwnedProcessOrders>();
        builder.Services.AddSingleton<PostingStopOrders>();
        builder.Services.AddSingleton<RecordReader>();
        builder.Services.AddSingleton<RecordReviews>();
        builder.Services.AddSingleton<QueueReader>();
        builder.AddMonitoring();
        builder.AddDashboard();
        return builder;
    }

    /// <summary>Maps the Gateway's routes.</summary>
    public static WebApplication MapGateway(this WebApplication app)
    {
        ArgumentNullException.ThrowIfNull(app);
        app.UseNotFoundPage();
        app.UseApiConventions();
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapApiDocument();
        var api = app.MapApi();
        api.MapAuth();
        api.MapSites();
        api.MapAccounts();
        api.MapProviders();
        api.MapPrompts();
        api.MapProcesses();
        api.MapPostingStop();
        api.MapRecords();
        api.MapJobs();
        api.MapQueues();
        app.MapUnmatchedRequests();
        app.MapDashboard();
        return app;
    }
}
