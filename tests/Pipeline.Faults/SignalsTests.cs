using System.Net.Sockets;
using System.Text;
using Pipeline.Testing;
using Pipeline.Testing.Net;
using Pipeline.Testing.Processes;
using Pipeline.Testing.Servers;

namespace Pipeline.Faults;

/// <summary>Each service, as a process of the operating system, hears the signals of whoever stops it.</summary>
[Trait("Promise", "P-LOST")]
public sealed class SignalsTests(RabbitMqVirtualHost virtualHost) : IClassFixture<RabbitMqVirtualHost>, IAsyncLifetime
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan AtOnce = TimeSpan.FromSeconds(20);

    private readonly PostgresDatabase _database = new();
    private readonly TcpProxy _broker = TcpProxy.To(virtualHost.Address.Port);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await _database.InitializeAsync();
        await using var migration = ServiceProcess.Start("services/Gateway", Settings(virtualHost.Address), ["migrate"]);
        Assert.Equal(0, await migration.ExitedAsync(Cancellation));
    }

    [Theory]
    [InlineData("services/Gateway")]
    [InlineData("services/Discovery")]
    [InlineData("services/Preparation")]
    [InlineData("services/Generation")]
    [InlineData("services/Posting")]
    public async Task One_signal_ends_it_in_order_and_a_second_at_once(string service)
    {
        await using var first = ServiceProcess.Start(service, Settings(virtualHost.Address));
        await using var second = ServiceProcess.Start(service, Settings(new UriBuilder(virtualHost.Address) { Port = _broker.Port }.Uri));
        await Task.WhenAll(first.ReadyAsync(StartLimit, Cancellation), second.ReadyAsync(StartLimit, Cancellation));
        await AssertEndsInOrderAsync(first);

        _broker.Freeze(); // It can't take leave of its broker, and would wait for that.
        await AssertEndsAtOnceAsync(second);
    }

    [Fact]
    public async Task So_does_the_one_that_is_all_of_them()
    {
        await using var first = Embedded();
        await using var second = Embedded();
        await Task.WhenAll(first.ReadyAsync(StartLimit, Cancellation), second.ReadyAsync(StartLimit, Cancellation));
        await AssertEndsInOrderAsync(first);

        using var slow = await BeginRequestAsync(second.Address);
        await AssertEndsAtOnceAsync(second);
    }

    public async ValueTask DisposeAsync()
    {
        await _broker.DisposeAsync();
        await _database.DisposeAsync();
    }

    private static async Task AssertEndsInOrderAsync(ServiceProcess service)
    {
        Assert.True(await service.TerminateAsync() == 0, service.Output);
        var last = service.Output[service.Output.IndexOf("shutting down", StringComparison.Ordinal)..];
        Assert.DoesNotContain(last.Split('\n'), line => line.Contains(" warn: ", StringComparison.Ordinal) || line.Contains(" fail: ", StringComparison.Ordinal));
    }

    /// <summary>143 is what a shell calls the end by SIGTERM.</summary>
    private static async Task AssertEndsAtOnceAsync(ServiceProcess service)
    {
        service.Signal(ProcessSignal.Terminate);
        await Eventually.TrueAsync(() => Task.FromResult(service.Output.Contains("shutting down", StringComparison.Ordinal)), AtOnce, "the first signal is heard", Cancellation);
        service.Signal(ProcessSignal.Terminate);
        Assert.Equal(143, await service.ExitedAsync(Cancellation).WaitAsync(AtOnce, Cancellation));
    }

    /// <summary>A request whose end doesn't come: whoever stops in order waits for it.</summary>
    private static async Task<TcpClient> BeginRequestAsync(Uri address)
    {
        var client = new TcpClient();
        await client.ConnectAsync(address.Host, address.Port, Cancellation);
        var head = $"POST /api/v1/auth/login HTTP/1.1\r\nHost: {address.Authority}\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{{";
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(head), Cancellation);
        return client;
    }

    private static ServiceProcess Embedded()
    {
        var (folder, port) = (Directory.CreateTempSubdirectory("pipeline-signals-").FullName, FreePort.Next());
        return ServiceProcess.Start("services/Standalone", new Dictionary<string, string?>(), ["--port", $"{port}", "--data", folder, "--no-demo"], port);
    }

    private Dictionary<string, string?> Settings(Uri broker) => new()
    {
        ["Database__Provider"] = "postgres",
        ["ConnectionStrings__Pipeline"] = _database.ConnectionString,
        ["Bus__Transport"] = "rabbitmq",
        ["RabbitMq__Uri"] = broker.AbsoluteUri,
        ["Secrets__MasterKey"] = Convert.ToBase64String(Encoding.ASCII.GetBytes("the-32-bytes-of-this-test's-key!")),
        ["Gateway__Admin__Email"] = "admin@pipeline.example",
        ["Gateway__Admin__Password"] = "a-password-for-this-test",
        ["Gateway__Admin__Token"] = "a-token-of-the-administrator-for-this-test",
    };
}
