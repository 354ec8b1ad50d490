using MassTransit;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Pipeline.Hosting.Bus;

/// <summary>
/// How the bus starts and stops with the host. There is no time-out for its start: it keeps trying until the broker is
/// there, while HTTP is already served and readiness says what is missing.
/// </summary>
internal sealed class BusLifetime(IConfiguration configuration) : IConfigureOptions<MassTransitHostOptions>, IConfigureOptions<HostOptions>
{
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(3);

    /// <summary>Read apart from <see cref="BusOptions"/>: the host asks while it is built, before options are validated and refused.</summary>
    private TimeSpan ConsumerStopTimeout =>
        TimeSpan.TryParse(configuration[$"{BusOptions.Section}:{nameof(BusOptions.ConsumerStopTimeout)}"], out var given) ? given : new BusOptions().ConsumerStopTimeout;

    public void Configure(MassTransitHostOptions host)
    {
        host.WaitUntilStarted = true;
        host.ConsumerStopTimeout = ConsumerStopTimeout;
        host.StopTimeout = ConsumerStopTimeout + Margin;
    }

    public void Configure(HostOptions host)
    {
        // Otherwise HTTP, and with it health, would begin only after the bus.
        host.ServicesStartConcurrently = true;
        host.ShutdownTimeout = ConsumerStopTimeout + (2 * Margin);
    }
}
