using MassTransit;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using Pipeline.Domain.Identity;
using Pipeline.Gateway.Identity;
using Pipeline.Hosting.Bus;
using Pipeline.Persistence;
using Pipeline.Persistence.Ledger;
using Pipeline.Testing.Ledger;
using Pipeline.Testing.Servers;

namespace Pipeline.Gateway.Tests.Fixture;

/// <summary>A running Gateway on a database of its own. Each test makes a user of its own, so tests don't see each other.</summary>
public abstract class GatewayFixture(TestDatabase database, RabbitMqVirtualHost? broker = null) : IAsyncLifetime
{
    private WebApplication? _app;

    /// <summary>The services of the running program, to prepare and to look behind the API.</summary>
    public IServiceProvider Services => App.Services;

    public TestDatabase Database => database;

    public PublishedMessages Published { get; } = new();

    public StandInWorker Worker { get; } = new();

    public FakeLogCollector Logs => Services.GetRequiredService<FakeLogCollector>();

    private WebApplication App => _app ?? throw new InvalidOperationException("Not started yet.");

    /// <summary>A client that shows this token; null: none.</summary>
    public ApiClient Client(string? token) => new(new Uri(App.Urls.First()), token);

    /// <summary>A client of a user who signed in a moment ago.</summary>
    public async Task<ApiClient> UserAsync(UserRole role = UserRole.Operator, string? email = null, string? password = null)
    {
        await using var context = await Services.GetRequiredService<IDbContextFactory<PipelineDbContext>>().CreateDbContextAsync();
        var now = database.Clock.GetUtcNow().UtcDateTime;
        var hash = password is null ? "" : Services.GetRequiredService<Microsoft.AspNetCore.Identity.IPasswordHasher<User>>().HashPassword(null!, password);
        var user = User.Create(email ?? $"{Guid.NewGuid():N}@example.org", hash, role, now);
        var token = AccessTokens.New();
        context.AddRange(user, AccessToken.Create(AccessTokens.Hash(token), user.Id, AccessTokenKind.Session, now, now + SignIn.SessionLength));
        await context.SaveChangesAsync();
        return new ApiClient(new Uri(App.Urls.First()), token) { UserId = user.Id };
    }

    /// <summary>Lets time pass until every worker counts as gone.</summary>
    public Task WithoutWorkersAsync() => database.AdvanceAsync(WorkerHeartbeats.Alive);

    /// <inheritdoc />
    public async ValueTask InitializeAsync()
    {
        await database.InitializeAsync();
        if (broker is not null) await broker.InitializeAsync();
        _app = GatewayHost.Build(database, AddWorker, Bus());
        await _app.StartAsync();
        Services.GetRequiredService<IBus>().ConnectPublishObserver(Published);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        var errors = await EndAsync();
        if (broker is not null) await broker.DisposeAsync();
        await database.DisposeAsync();
        Assert.Empty(errors);
    }

    private (string Key, string? Value)[] Bus() =>
        broker is null ? [] : [("Bus:Transport", "rabbitmq"), ("RabbitMq:Uri", broker.Address.OriginalString)];

    private void AddWorker(WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton(Worker);
        builder.Services.AddPipelineConsumer<StandInWorker.DiscoveryConsumer, StandInWorker.DiscoveryDefinition>();
        builder.Services.AddPipelineConsumer<StandInWorker.GenerationConsumer, StandInWorker.GenerationDefinition>();
        builder.Services.LetTheTestMove();
    }

    /// <summary>Ends the program; what it logged as errors.</summary>
    private async Task<IReadOnlyList<string>> EndAsync()
    {
        if (_app is null) return [];
        await _app.StopAsync();
        var errors = Logs.GetSnapshot().Where(log => log.Level >= LogLevel.Error).Select(log => $"{log.Category}: {log.Message} {log.Exception}").ToList();
        await _app.DisposeAsync();
        return errors;
    }
}
