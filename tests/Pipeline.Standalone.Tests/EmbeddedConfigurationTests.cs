using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Pipeline.Standalone.Tests;

/// <summary>What the embedded mode sets by itself, and that a person's own settings win.</summary>
public sealed class EmbeddedConfigurationTests : IDisposable
{
    private readonly EmbeddedFolder folder = new();

    [Fact]
    public async Task Everything_is_embedded_and_lies_in_the_data_folder()
    {
        await using var app = folder.Build();

        Assert.Equal("sqlite", app.Configuration["Database:Provider"]);
        Assert.Equal("memory", app.Configuration["Bus:Transport"]);
        Assert.Equal($"Data Source={Path.Combine(folder.Path, "pipeline.db")}", app.Configuration["ConnectionStrings:Pipeline"]);
    }

    [Fact]
    public async Task A_persons_setting_wins()
    {
        await using var app = folder.Build(null, "--ConnectionStrings:Pipeline=Data Source=mine.db");

        Assert.Equal("Data Source=mine.db", app.Configuration["ConnectionStrings:Pipeline"]);
    }

    [Theory]
    [InlineData(true, "--Posting:Prefetch=5")]
    [InlineData(false, "--ConnectionStrings:Pipeline=Data Source=mine.db")]
    [InlineData(false, "--Database:Provider=postgres")]
    [Trait("Promise", "P-LOGIN")]
    public async Task Only_the_file_in_the_data_folder_is_its_own_alone(bool own, params string[] rest)
    {
        await using var app = folder.Build(null, rest);

        Assert.Equal(own, app.Configuration.IsOwnDatabase(folder.Options()));
    }

    [Fact]
    [Trait("Promise", "P-SECRET")]
    public async Task The_key_is_made_once_and_only_its_owner_may_read_it()
    {
        await using var first = folder.Build();
        await using var second = folder.Build();

        Assert.Equal(first.Configuration["Secrets:MasterKey"], second.Configuration["Secrets:MasterKey"]);
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(folder.Path, "master.key")));
    }

    [Fact]
    public void A_spoiled_key_is_refused_with_the_remedy()
    {
        File.WriteAllText(Path.Combine(folder.Path, "master.key"), "not a key");

        var refused = Assert.Throws<StandaloneRefusedException>(() => folder.Build());

        Assert.Contains("--data DIR", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "localhost:5081")]
    [InlineData("intranet:80", "intranet:80,localhost:5081")]
    [Trait("Promise", "P-SSRF")]
    public async Task The_demo_sites_address_is_allowed_beside_whatever_else_is(string given, string allowed)
    {
        await using var app = folder.Build(EmbeddedFolder.Site, $"--Http:AllowedInternalHosts={given}");

        Assert.Equal(allowed, app.Configuration["Http:AllowedInternalHosts"]);
    }

    [Fact]
    public async Task Without_a_demo_site_nothing_is_made_ready()
    {
        await using var app = folder.Build();

        Assert.Null(app.Services.GetService<DemoSeed>());
        Assert.Null(app.Configuration["Http:AllowedInternalHosts"]);
    }

    public void Dispose() => folder.Dispose();
}
