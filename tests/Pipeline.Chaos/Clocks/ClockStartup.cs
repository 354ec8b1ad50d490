using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Pipeline.Chaos.Clocks;

[assembly: HostingStartup(typeof(ClockStartup))]

namespace Pipeline.Chaos.Clocks;

/// <summary>Inside a service: its clock is the one that <see cref="WrongClock"/> sets (https://learn.microsoft.com/aspnet/core/fundamentals/host/platform-specific-configuration).</summary>
public sealed class ClockStartup : IHostingStartup
{
    /// <inheritdoc/>
    public void Configure(IWebHostBuilder builder) => builder.ConfigureServices(services =>
    {
        if (Environment.GetEnvironmentVariable(WrongClock.FileVariable) is { } file) services.AddSingleton<TimeProvider>(new OffsetClock(file));
    });
}
