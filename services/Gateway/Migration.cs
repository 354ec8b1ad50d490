using System.Data.Common;
using Microsoft.Extensions.Options;
using Pipeline.Hosting;
using Pipeline.Persistence;

namespace Pipeline.Gateway;

/// <summary>The step that brings the database up to date: <c>dotnet run --project services/Gateway -- migrate</c>.</summary>
public static class Migration
{
    /// <summary>Applies what is missing and says what it was.</summary>
    /// <returns>The exit code: 0; 69 (EX_UNAVAILABLE) where the database doesn't answer; 78 where its configuration is wrong.</returns>
    public static async Task<int> MigrateAsync(this IHost app)
    {
        ArgumentNullException.ThrowIfNull(app);
        try
        {
            var applied = await app.Services.GetRequiredService<DatabaseMigrator>().MigrateAsync(CancellationToken.None);
            foreach (var migration in applied) await Console.Out.WriteLineAsync($"Applied {migration}");
            await Console.Out.WriteLineAsync(applied.Count == 0 ? "The database is up to date: nothing to apply." : $"The database is up to date: {applied.Count} migrations applied.");
            return 0;
        }
        catch (OptionsValidationException wrong)
        {
            foreach (var failure in wrong.Failures) await Console.Error.WriteLineAsync($"Configuration: {failure}");
            return HostExit.BadConfiguration;
        }
        catch (DbException unreachable)
        {
            await Console.Error.WriteLineAsync($"The database can't be brought up to date: {unreachable.Message}");
            return HostExit.DatabaseUnavailable;
        }
    }
}
