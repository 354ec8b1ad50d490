using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Pipeline.Sites;

namespace Pipeline.SiteAccess;

/// <summary>Registers what the stages that talk to sites share.</summary>
public static class SiteAccessRegistration
{
    /// <summary>The adapters, the guarded client and the door.</summary>
    public static IServiceCollection AddSiteAccess(this IServiceCollection services)
    {
        services.AddSites();
        services.TryAddSingleton<SiteDoor>();
        return services;
    }
}
