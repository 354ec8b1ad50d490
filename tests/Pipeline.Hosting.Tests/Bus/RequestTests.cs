using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Pipeline.Contracts;
using Pipeline.Hosting.Bus;
using Pipeline.Testing.Servers;

namespace Pipeline.Hosting.Tests.Bus;

/// <summary>Requests that only another service can answer.</summary>
public sealed class RequestTests(RabbitMqVirtualHost virtualHost) : IClassFixture<RabbitMqVirtualHost>
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(20);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(BusTransport.Memory)]
    [InlineData(BusTransport.RabbitMq)]
    public async Task An_answer_comes_back(BusTransport transport)
    {
        await using var host = await StartAsync(transport, _ => new AccountTested(true, "Signed in.", [new AccountTab("12", "Klasse 3a")]));

        var answer = await AskAsync(host);

        Assert.True(answer.Ok);
        Assert.Equal(new AccountTab("12", "Klasse 3a"), Assert.Single(answer.Tabs));
    }

    [Theory]
    [InlineData(BusTransport.Memory)]
    [InlineData(BusTransport.RabbitMq)]
    public async Task A_failure_comes_back_at_once(BusTransport transport)
    {
        await using var host = await StartAsync(transport, _ => throw new InvalidOperationException("on purpose"));

        var fault = await Assert.ThrowsAsync<RequestFaultException>(() => AskAsync(host));

        Assert.Contains("on purpose", fault.Message, StringComparison.Ordinal);
    }

    private Task<TestHost> StartAsync(BusTransport transport, Func<TestAccount, AccountTested> answer) => TestHost.StartAsync(
        builder =>
        {
            builder.Services.AddSingleton(answer);
            builder.Services.AddPipelineConsumer<TestAccountConsumer, TestAccountConsumerDefinition>();
        },
        transport == BusTransport.Memory ? BusSettings.Memory : BusSettings.Over(virtualHost));

    private static async Task<AccountTested> AskAsync(TestHost host)
    {
        await using var scope = host.Service<IServiceScopeFactory>().CreateAsyncScope();
        var client = scope.ServiceProvider.GetRequiredService<IScopedClientFactory>().CreateRequestClient<TestAccount>(Timeout);
        return (await client.GetResponse<AccountTested>(new TestAccount(Guid.CreateVersion7()), Cancellation)).Message;
    }
}
