using Pipeline.Hosting.Secrets;

namespace Pipeline.Standalone;

/// <summary>The configuration of the embedded mode: below everything that a person sets.</summary>
internal static class EmbeddedConfiguration
{
    public static void AddEmbeddedDefaults(this WebApplicationBuilder builder, StandaloneOptions options, Uri? demoSite)
    {
        var defaults = new Dictionary<string, string?>
        {
            ["Database:Provider"] = "sqlite",
            ["ConnectionStrings:Pipeline"] = OwnDatabase(options),
            ["Bus:Transport"] = "memory",
            // What a person needs to know of the start is printed, without the lines of a log in between.
            ["Logging:LogLevel:Microsoft.Hosting.Lifetime"] = "Warning",
            ["Secrets:MasterKey"] = MasterKey(options),
        };
        builder.Configuration.Sources.Insert(0, new Microsoft.Extensions.Configuration.Memory.MemoryConfigurationSource { InitialData = defaults });
        if (string.IsNullOrEmpty(builder.Configuration["urls"])) builder.WebHost.UseUrls($"http://localhost:{options.Port}");

        // The demo site is internal by nature: its address is allowed beside whatever else is.
        if (demoSite is null) return;
        var allowed = builder.Configuration["Http:AllowedInternalHosts"];
        builder.Configuration["Http:AllowedInternalHosts"] = string.IsNullOrWhiteSpace(allowed) ? demoSite.Authority : $"{allowed},{demoSite.Authority}";
    }

    /// <summary>Whether the database is the file in the data folder: another one, which a person has set, may have other users.</summary>
    public static bool IsOwnDatabase(this IConfiguration configuration, StandaloneOptions options) =>
        configuration["Database:Provider"] == "sqlite" && configuration.GetConnectionString("Pipeline") == OwnDatabase(options);

    private static string OwnDatabase(StandaloneOptions options) => $"Data Source={Path.Combine(options.Data, "pipeline.db")}";

    private static string MasterKey(StandaloneOptions options)
    {
        try
        {
            return MasterKeyFile.ReadOrCreate(Path.Combine(options.Data, "master.key"));
        }
        catch (InvalidDataException spoiled)
        {
            throw new StandaloneRefusedException($"{spoiled.Message} Put the right file back, or begin anew in another folder with --data DIR.");
        }
    }
}
