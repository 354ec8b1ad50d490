using Pipeline.Hosting.Bus;
using Pipeline.Hosting.Tests.Bus;

namespace Pipeline.Hosting.Tests.Telemetry;

public sealed class MetricsTests
{
    [Fact]
    public async Task Prometheus_finds_our_meters_the_runtimes_and_the_requests()
    {
        await using var service = TestService.Run(null, BusSettings.Memory);
        await service.GetAsync("/health/ready", 200);

        service.Service<DoorbellMetrics>().Rung(PreparationHost.Message());
        var metrics = (await service.GetAsync("/metrics")).Body;

        Assert.Contains("pipeline_doorbell_rung", metrics, StringComparison.Ordinal);
        Assert.Contains("dotnet_gc_collections", metrics, StringComparison.Ordinal);
        Assert.Contains("http_server_request_duration", metrics, StringComparison.Ordinal);
    }
}
