using Microsoft.Extensions.Hosting;
using Pipeline.Persistence;

namespace Pipeline.Gateway.Identity;

/// <summary>Runs <see cref="AdminSeed"/> before the Gateway takes requests. What was made up goes to the console, never into a log.</summary>
internal sealed class AdminSeedAtStart(AdminSeed seed, DatabaseMigrator migrator) : IHostedLifecycleService
{
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        // A database that isn't up to date is refused elsewhere at the same moment, in its own words.
        if ((await migrator.MissingAsync(cancellationToken)).Count > 0) return;
        if (await seed.EnsureAsync(cancellationToken) is not { } madeUp) return;
        await Console.Out.WriteLineAsync($"Sign in as {madeUp.Email}. Shown once:");
        if (madeUp.Password is { } password) await Console.Out.WriteLineAsync($"  password  {password}");
        if (madeUp.Token is { } token) await Console.Out.WriteLineAsync($"  token     {token}");
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
