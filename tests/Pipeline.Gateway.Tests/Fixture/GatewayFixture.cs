using MassTransit;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Testing;
using Pipeline.Domain.Identity;
using Pipeline.Gateway.Identity;
using Pipeline.Hosting.Bus;
using Pipeline.Persistence;
using Pipeline.Testing.Ledger;

namespace Pipeline.Gateway.Tests.Fixture;

/// <summary>A running Gateway on a database of its own. Each test makes a user of its own, so tests don't see each other.</summary>
public abstract class GatewayFixture(TestDatabase database) : IAsyncLifetime
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

    /// <inheritdoc />
    public async ValueTask InitializeAsync()
    {
        await database.InitializeAsync();
        _app = GatewayHost.Build(database, builder =>
        {
            builder.Services.AddSingleton(Worker);
            builder.Services.AddPipelineConsumer<StandInWorker.Consumer, StandInWorker.Definition>();
        });
        await _app.StartAsync();
        Services.GetRequiredService<IBus>().ConnectPublishObserver(Published);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (_app is not null) await _app.DisposeAsync();
        await database.DisposeAsync();
    }
}

/// <summary>On PostgreSQL.</summary>
public sealed class PostgresGateway() : GatewayFixture(new PostgresTestDatabase());

/// <summary>On SQLite.</summary>
public sealed class SqliteGateway() : GatewayFixture(new SqliteTestDatabase());

/// <summary>Tests that share one Gateway on PostgreSQL.</summary>
[CollectionDefinition]
public sealed class OnPostgres : ICollectionFixture<PostgresGateway>;

/// <summary>Tests that share one Gateway on SQLite.</summary>
[CollectionDefinition]
public sealed class OnSqlite : ICollectionFixture<SqliteGateway>;
