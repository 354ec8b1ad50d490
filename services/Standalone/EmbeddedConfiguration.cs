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
            ["ConnectionStrings:Pipeline"] = $"Data Source={Path.Combine(options.Data, "pipeline.db")}",
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
