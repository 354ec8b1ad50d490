using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;
using MudBlazor;
using MudBlazor.Services;
using Pipeline.Gateway.Dashboard.Login;
using Pipeline.Gateway.Dashboard.Processes;
using Pipeline.Gateway.Dashboard.Protection;
using Pipeline.Gateway.Dashboard.Records;
using Pipeline.Gateway.Dashboard.Stop;
using Pipeline.Gateway.Live;

namespace Pipeline.Gateway.Dashboard;

/// <summary>The screens for people: sign in, processes, records.</summary>
public static class DashboardRegistration
{
    /// <summary>Registers the screens and the feed that keeps them live. Call it before the bus is built.</summary>
    public static IHostApplicationBuilder AddDashboard(this IHostApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.AddLiveFeed();
        builder.Services.AddScreens().AddSessions();
        return builder;
    }

    private static IServiceCollection AddScreens(this IServiceCollection services)
    {
        services.AddRazorComponents().AddInteractiveServerComponents();
        services.AddMudServices(options =>
        {
            options.SnackbarConfiguration.PositionClass = Defaults.Classes.Position.BottomCenter;
            options.SnackbarConfiguration.VisibleStateDuration = 3000;
            options.SnackbarConfiguration.ShowTransitionDuration = 150;
        });
        services.AddScoped<LiveCircuit>();
        services.AddScoped<CircuitHandler>(provider => provider.GetRequiredService<LiveCircuit>());
        services.AddSingleton<ProcessOverviews>();
        services.AddSingleton<ProcessActions>();
        services.AddSingleton<PostingStopActions>();
        services.AddSingleton<RecordLists>();
        services.AddSingleton<RecordDetailsReader>();
        services.AddSingleton<RecordActions>();
        return services;
    }

    private static IServiceCollection AddSessions(this IServiceCollection services)
    {
        services.AddCascadingAuthenticationState();
        services.AddAntiforgery(options =>
        {
            options.Cookie.Name = "pipeline_antiforgery";
            options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        });
        services.Configure<KeyManagementOptions>(options => (options.XmlRepository, options.XmlEncryptor) = (new NoKeyFiles(), new NullXmlEncryptor()));
        services.AddSingleton<IDataProtectionProvider, MasterKeyProtection>();
        services.AddScoped<AuthenticationStateProvider, SessionWatch>();
        services.AddSingleton<DashboardSession>();
        return services;
    }
}
