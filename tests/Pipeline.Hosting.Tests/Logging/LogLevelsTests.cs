using Microsoft.Extensions.Logging;
using Pipeline.Hosting.Tests.Bus;

namespace Pipeline.Hosting.Tests.Logging;

public sealed class LogLevelsTests
{
    [Theory]
    [InlineData("Pipeline.Discovery.SomeClass", LogLevel.Information)]
    [InlineData("Microsoft.Hosting.Lifetime", LogLevel.Information)]
    [InlineData("MassTransit.ReceiveTransport", LogLevel.Warning)]
    [InlineData("Microsoft.AspNetCore.Routing.EndpointMiddleware", LogLevel.Warning)]
    [InlineData("Microsoft.EntityFrameworkCore.Query", LogLevel.Warning)]
    [InlineData("Microsoft.EntityFrameworkCore.Update", LogLevel.Critical)]
    public async Task Ours_are_told_and_the_libraries_only_warn(string category, LogLevel lowest)
    {
        await using var service = TestService.Run(null, BusSettings.Memory);

        Assert.Equal(lowest, Lowest(service, category));
    }

    [Fact]
    public async Task The_configuration_wins()
    {
        await using var service = TestService.Run(null, [.. BusSettings.Memory, ("Logging:LogLevel:MassTransit", "Debug")]);

        Assert.Equal(LogLevel.Debug, Lowest(service, "MassTransit.ReceiveTransport"));
    }

    private static LogLevel Lowest(TestService service, string category)
    {
        var logger = service.Service<ILoggerFactory>().CreateLogger(category);
        return Enum.GetValues<LogLevel>().First(logger.IsEnabled);
    }
}
