using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Pipeline.Gateway.Identity;
using Pipeline.Hosting;
using Pipeline.Hosting.Bus;
using Pipeline.Hosting.Database;
using Pipeline.Testing.Ledger;

namespace Pipeline.Gateway.Tests.Fixture;

/// <summary>The Gateway as its Program builds it, over real HTTP on a free port; the bus is in memory unless the settings say otherwise.</summary>
internal static class GatewayHost
{
    public const string MasterKey = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";
    public const string AdminEmail = "admin@example.org";
    public const string AdminPassword = "correct horse battery staple";
    public const string AdminToken = "0123456789abcdef0123456789abcdef";

    /// <summary>Built, not started.</summary>
    public static WebApplication Build(TestDatabase database, Action<WebApplicationBuilder>? configure = null, params (string Key, string? Value)[] settings)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = "Test", ApplicationName = typeof(Program).Assembly.GetName().Name });
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Database:Provider"] = database.Provider,
            ["ConnectionStrings:Pipeline"] = database.ConnectionString,
            ["Bus:Transport"] = "memory",
            ["Secrets:MasterKey"] = MasterKey,
            ["Gateway:Admin:Email"] = AdminEmail,
            ["Gateway:Admin:Password"] = AdminPassword,
            ["Gateway:Admin:Token"] = AdminToken,
        });
        foreach (var (key, value) in settings) builder.Configuration[key] = value;
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSingleton<TimeProvider>(database.Clock);
        builder.AddPipelineHost("gateway");
        builder.Logging.ClearProviders().AddFakeLogging();
        builder.AddPipelineDatabase("gateway");
        builder.AddGateway();
        configure?.Invoke(builder);
        builder.AddPipelineBus();
        var app = builder.Build();
        app.MapPipelineHost();
        app.MapGateway();
        return app;
    }

    /// <summary>What seeds the administrator, of a host that need not be started.</summary>
    public static AdminSeed Seed(this WebApplication app) => app.Services.GetRequiredService<AdminSeed>();
}
