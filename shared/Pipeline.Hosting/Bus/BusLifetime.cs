using MassTransit;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Pipeline.Hosting.Bus;

/// <summary>
/// How the bus starts and stops with the host. There is no time-out for its start: it keeps trying until the broker is
/// there, while HTTP is already served and readiness says what is missing.
/// </summary>
internal sealed class BusLifetime(IOptions<BusOptions> options) : IConfigureOptions<MassTransitHostOptions>, IConfigureOptions<HostOptions>
{
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(3);

    public void Configure(MassTransitHostOptions host)
    {
        host.WaitUntilStarted = true;
        host.ConsumerStopTimeout = options.Value.ConsumerStopTimeout;
        host.StopTimeout = options.Value.ConsumerStopTimeout + Margin;
    }

    public void Configure(HostOptions host)
    {
        // Otherwise HTTP, and with it health, would begin only after the bus.
        host.ServicesStartConcurrently = true;
        host.ShutdownTimeout = options.Value.ConsumerStopTimeout + (2 * Margin);
    }
}
