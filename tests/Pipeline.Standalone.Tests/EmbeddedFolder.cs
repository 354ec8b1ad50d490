using Microsoft.AspNetCore.Builder;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Pipeline.Gateway.Identity;
using Pipeline.Persistence;
using Pipeline.Testing;

namespace Pipeline.Standalone.Tests;

/// <summary>A data folder, and programs that start on it one after the other.</summary>
internal sealed class EmbeddedFolder : IDisposable
{
    public static readonly Uri Site = new("http://localhost:5081/");

    public string Path { get; } = Directory.CreateTempSubdirectory("pipeline-standalone-").FullName;

    /// <summary>The program, built and not started.</summary>
    public WebApplication Build(Uri? site = null, params string[] rest) => StandaloneProgram.Build(Options(rest), site);

    public StandaloneOptions Options(params string[] rest) => new(FreePort.Next(), Path, true, ["--applicationName=Pipeline.Standalone", .. rest]);

    /// <summary>Does what a start does to the database, and then what is given.</summary>
    public async Task<T> StartedAsync<T>(Uri site, Func<PipelineDbContext, Task<T>> look)
    {
        await using var app = Build(site);
        await app.Services.GetRequiredService<DatabaseMigrator>().MigrateAsync(Cancellation);
        await app.Services.GetRequiredService<AdminSeed>().EnsureAsync(Cancellation);
        await app.Services.GetRequiredService<DemoSeed>().EnsureAsync(site, Cancellation);
        await using var context = await app.Services.GetRequiredService<IDbContextFactory<PipelineDbContext>>().CreateDbContextAsync(Cancellation);
        return await look(context);
    }

    public void DeleteDatabase()
    {
        SqliteConnection.ClearAllPools(); // A program that has ended holds no file; this process still would.
        foreach (var file in Directory.EnumerateFiles(Path, "pipeline.db*")) File.Delete(file);
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;
}
