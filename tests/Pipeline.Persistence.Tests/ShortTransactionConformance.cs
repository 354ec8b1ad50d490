using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Pipeline.Domain.Net;
using Pipeline.Testing.Ledger;

namespace Pipeline.Persistence.Tests;

public sealed class ShortTransactionOnPostgres(PostgresTestDatabase database) : ShortTransactionConformance(database), IClassFixture<PostgresTestDatabase>;

public sealed class ShortTransactionOnSqlite(SqliteTestDatabase database) : ShortTransactionConformance(database), IClassFixture<SqliteTestDatabase>;

/// <summary>While a transaction is open, nothing leaves for a site or a language model: both go through the guarded transport.</summary>
[Trait("Promise", "P-TX")]
public abstract class ShortTransactionConformance(TestDatabase database) : IAsyncDisposable
{
    private readonly ServiceProvider _services = database.Services();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return _services.DisposeAsync();
    }

    [Fact]
    public async Task No_request_leaves_while_it_is_open_also_not_from_deeper_down()
    {
        await using var context = await ContextAsync();
        await using var transaction = await ShortTransaction.BeginAsync(context, Cancellation);

        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => Task.Run(RequestAsync, Cancellation));

        Assert.Contains("127.0.0.1", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Once_it_has_ended_requests_leave_again()
    {
        await using var context = await ContextAsync();
        await using (var transaction = await ShortTransaction.BeginAsync(context, Cancellation))
        {
            await transaction.CommitAsync(Cancellation);
        }

        await Assert.ThrowsAsync<HttpRequestException>(RequestAsync); // Nobody listens there.
    }

    [Fact]
    public async Task What_others_have_open_is_no_matter()
    {
        await using var context = await ContextAsync();
        var others = Task.Run(async () => await ShortTransaction.BeginAsync(context, Cancellation), Cancellation);
        await using var transaction = await others;

        await Assert.ThrowsAsync<HttpRequestException>(RequestAsync);
    }

    private Task<PipelineDbContext> ContextAsync() => _services.GetRequiredService<IDbContextFactory<PipelineDbContext>>().CreateDbContextAsync(Cancellation);

    private static async Task RequestAsync()
    {
        using var transport = new HttpMessageInvoker(GuardedHttp.CreateHandler(new OutboundHttpOptions { AllowedInternalHosts = "127.0.0.1" }.Policy()));
        using var request = new HttpRequestMessage(HttpMethod.Get, $"http://{IPAddress.Loopback}:1/");
        using var answer = await transport.SendAsync(request, Cancellation);
    }
}
