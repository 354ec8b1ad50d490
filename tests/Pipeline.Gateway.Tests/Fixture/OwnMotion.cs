using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Pipeline.Gateway.Monitoring.Announcer;
using Quartz;

namespace Pipeline.Gateway.Tests.Fixture;

/// <summary>What a Gateway begins by itself, without being asked.</summary>
internal static class OwnMotion
{
    /// <summary>Takes out the scheduler and the announcer: nothing moves but what the test moves.</summary>
    public static void LetTheTestMove(this IServiceCollection services)
    {
        foreach (var service in services.Where(IsOwnMotion).ToList()) services.Remove(service);
    }

    private static bool IsOwnMotion(ServiceDescriptor service) =>
        service.ServiceType == typeof(IHostedService) &&
        (service.ImplementationType?.Namespace == typeof(IScheduler).Namespace || service.ImplementationFactory?.Method.ReturnType == typeof(RecordAnnouncer));
}
