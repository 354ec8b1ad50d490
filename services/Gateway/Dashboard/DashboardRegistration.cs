using Microsoft.AspNetCore.Components.Server.Circuits;
using MudBlazor;
using MudBlazor.Services;
using Pipeline.Gateway.Dashboard.Login;
using Pipeline.Gateway.Dashboard.Processes;
using Pipeline.Gateway.Dashboard.Records;
using Pipeline.Gateway.Live;

namespace Pipeline.Gateway.Dashboard;

/// <summary>The screens for people: sign in, processes, records.</summary>
public static class DashboardRegistration
{
    /// <summary>Registers the screens and the feed that keeps them live.</summary>
    public static IServiceCollection AddDashboard(this IServiceCollection services)
    {
        services.AddRazorComponents().AddInteractiveServerComponents();
        services.AddMudServices(options =>
        {
            options.SnackbarConfiguration.PositionClass = Defaults.Classes.Position.BottomCenter;
            options.SnackbarConfiguration.VisibleStateDuration = 3000;
            options.SnackbarConfiguration.ShowTransitionDuration = 150;
        });
        services.AddCascadingAuthenticationState();
        services.AddScoped<LiveCircuit>();
        services.AddScoped<CircuitHandler>(provider => provider.GetRequiredService<LiveCircuit>());
        services.AddSingleton<LiveFeed>();
        services.AddSingleton<LiveRefreshes>();
        services.AddSingleton<ProcessOverviews>();
        services.AddSingleton<RecordLists>();
        services.AddSingleton<RecordReader>();
        services.AddSingleton<ProcessActions>();
        services.AddSingleton<RecordActions>();
        services.AddSingleton<DashboardSession>();
        return services;
    }
}
