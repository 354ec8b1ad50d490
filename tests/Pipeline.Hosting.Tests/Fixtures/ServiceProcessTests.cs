using System.Net.Sockets;
using Pipeline.Testing;
using Pipeline.Testing.Processes;

namespace Pipeline.Hosting.Tests.Fixtures;

public sealed class ServiceProcessTests
{
    private const int KilledBySignal = 128 + 9;

    [Fact]
    public async Task Listens_where_it_says_and_ends_orderly_when_terminated()
    {
        await using var service = await StartAsync();

        Assert.Equal(0, await service.TerminateAsync());
    }

    [Fact]
    public async Task Can_be_killed_without_a_last_word()
    {
        await using var service = await StartAsync();

        await service.KillAsync();

        Assert.Equal(KilledBySignal, service.ExitCode);
    }

    [Fact]
    public async Task Says_its_output_when_it_ends_before_it_is_ready()
    {
        await using var service = ServiceProcess.Start("samples/DemoSite", new Dictionary<string, string?> { ["DemoSite__Articles"] = "-1" });

        var failure = await Assert.ThrowsAsync<InvalidOperationException>(
            () => service.ReadyAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken));

        Assert.Contains("DemoSite:Articles", failure.Message, StringComparison.Ordinal);
    }

    private static async Task<ServiceProcess> StartAsync()
    {
        var service = ServiceProcess.Start("samples/DemoSite", new Dictionary<string, string?>());
        await Eventually.TrueAsync(() => ListensAsync(service.Address), TimeSpan.FromSeconds(60), $"it listens on {service.Address}", TestContext.Current.CancellationToken);
        return service;
    }

    private static async Task<bool> ListensAsync(Uri address)
    {
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(address.Host, address.Port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
