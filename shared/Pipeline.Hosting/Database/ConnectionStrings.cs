using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using Npgsql;
using Pipeline.Hosting.Configuration;

namespace Pipeline.Hosting.Database;

/// <summary>Makes the connection strings that are used of those that are given.</summary>
internal static class ConnectionStrings
{
    public static string Postgres(IConfiguration configuration, string service)
    {
        var options = new DatabaseOptions();
        new SectionBinding<DatabaseOptions>(DatabaseOptions.Section, configuration).Configure(options);
        var given = new NpgsqlConnectionStringBuilder(configuration.GetConnectionString("Pipeline"));
        return new NpgsqlConnectionStringBuilder(given.ConnectionString)
        {
            ApplicationName = $"pipeline-{service}",
            MinPoolSize = options.MinPoolSize ?? (IsGateway(service) ? 5 : 0),
            MaxPoolSize = MaxPoolSize(options, service),
            Timeout = (int)options.ConnectTimeout.TotalSeconds,
            ConnectionLifetime = (int)options.ConnectionLifetime.TotalSeconds,
            MaxAutoPrepare = 100,
            NoResetOnClose = true, // No session of ours ever has a state of its own: six commands saved each time a connection is taken.
            Options = SessionOptions(given.Options, options),
        }.ConnectionString;
    }

    /// <summary>What a service with these options may ask the server for.</summary>
    public static int MaxPoolSize(DatabaseOptions options, string service) => options.MaxPoolSize ?? (IsGateway(service) ? 40 : 10);

    public static string Sqlite(IConfiguration configuration) =>
        new SqliteConnectionStringBuilder(configuration.GetConnectionString("Pipeline")) { DefaultTimeout = 30 }.ConnectionString;

    /// <summary>What the server holds each session to; what is given comes last, and so counts.</summary>
    private static string? SessionOptions(string? given, DatabaseOptions options) => options.IdleInTransactionTimeout == TimeSpan.Zero
        ? given
        : $"-c idle_in_transaction_session_timeout={(long)options.IdleInTransactionTimeout.TotalMilliseconds} {given}".TrimEnd();

    private static bool IsGateway(string service) => service == "gateway";
}

/// <summary>Refuses a connection string that is missing or can't be read.</summary>
internal sealed class ConnectionStringValidation(IConfiguration configuration, string service) : IValidateOptions<DatabaseOptions>
{
    public ValidateOptionsResult Validate(string? name, DatabaseOptions options)
    {
        var sqlite = options.Provider == DatabaseProvider.Sqlite;
        if (string.IsNullOrWhiteSpace(configuration.GetConnectionString("Pipeline")))
        {
            return ValidateOptionsResult.Fail(
                "ConnectionStrings__Pipeline is missing; allowed: "
                + (sqlite ? "a SQLite connection string such as Data Source=data/pipeline.db." : "a PostgreSQL connection string such as Host=localhost;Database=pipeline;Username=pipeline;Password=…"));
        }

        try
        {
            _ = sqlite ? ConnectionStrings.Sqlite(configuration) : ConnectionStrings.Postgres(configuration, service);
            return ValidateOptionsResult.Success;
        }
        catch (ArgumentException unreadable)
        {
            return ValidateOptionsResult.Fail($"ConnectionStrings__Pipeline can't be read: {unreadable.Message}");
        }
    }
}
