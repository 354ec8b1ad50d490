using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Pipeline.Domain.Net;
using Pipeline.Sites.Http;
using Pipeline.Sites.MyMoment;

namespace Pipeline.Sites;

/// <summary>Registers what reads and writes sites.</summary>
public static class SiteServices
{
    /// <summary>The adapters (<see cref="SiteCatalog"/>), the guarded client (<see cref="SiteExchanges"/>) and its options, checked at start.</summary>
    public static IServiceCollection AddSites(this IServiceCollection services)
    {
        services.AddOptions<OutboundHttpOptions>().BindConfiguration(OutboundHttpOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<SiteExchanges>();
        services.TryAddSingleton<SiteCatalog>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<ISite, MyMomentSite>());
        return services;
    }
}
