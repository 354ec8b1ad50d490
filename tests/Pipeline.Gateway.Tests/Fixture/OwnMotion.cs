using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Pipeline.Gateway.Monitoring;
using Pipeline.Hosting.Periodic;

namespace Pipeline.Gateway.Tests.Fixture;

/// <summary>What a Gateway begins by itself, without being asked.</summary>
internal static class OwnMotion
{
    /// <summary>Takes out the turns of the clock and of the announcer: nothing moves but what the test moves.</summary>
    public static void LetTheTestMove(this IServiceCollection services)
    {
        var moving = services.Where(IsOwnMotion).ToList();
        Assert.Equal(5, moving.Count);
        foreach (var service in moving) services.Remove(service);
    }

    private static bool IsOwnMotion(ServiceDescriptor service) =>
        service.ServiceType == typeof(IHostedService) && service.ImplementationFactory?.Method.ReturnType is { IsGenericType: true } hosted &&
        hosted.GetGenericTypeDefinition() == typeof(PeriodicService<>) && hosted.GenericTypeArguments[0].Assembly == typeof(MonitoringRegistration).Assembly;
}
