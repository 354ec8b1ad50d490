using System.Reflection;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Pipeline.Sites;
using Pipeline.Testing;

namespace Pipeline.Architecture.Composition;

/// <summary>Each program's own composition, built with every registration validated.</summary>
public sealed class CompositionTests
{
    private static readonly Assembly[] Services =
    [
        typeof(Discovery.Program).Assembly, typeof(Preparation.Program).Assembly, typeof(Generation.Program).Assembly,
        typeof(Posting.Program).Assembly, typeof(Gateway.Program).Assembly,
    ];

    public static TheoryData<string> Names => [.. Services.Select(service => service.GetName().Name!)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_service_registers_each_of_its_consumers(string name)
    {
        var service = Named(name);
        var registered = BuiltHost.Of(service, HostConfiguration.Valid()).Registrations.Select(registration => registration.ServiceType).ToHashSet();

        Assert.Subset(registered, ConsumersOf(service).ToHashSet());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_service_starts_with_a_valid_configuration(string name) =>
        BuiltHost.Of(Named(name), HostConfiguration.Valid()).Services.GetRequiredService<IStartupValidator>().Validate();

    [Theory]
    [MemberData(nameof(Names))]
    public void A_service_reads_each_of_its_options(string name)
    {
        var registered = BuiltHost.Of(Named(name), HostConfiguration.Valid()).Registrations.Select(registration => registration.ServiceType).ToHashSet();

        Assert.All(OptionsOf(Named(name)), options => Assert.Contains(typeof(IConfigureOptions<>).MakeGenericType(options), registered));
    }

    [Theory]
    [InlineData("Discovery", "Discovery:Concurrency", "Discovery__Concurrency")]
    [InlineData("Preparation", "Preparation:Concurrency", "Preparation__Concurrency")]
    [InlineData("Generation", "Generation:Concurrency", "Generation__Concurrency")]
    [InlineData("Posting", "Posting:Concurrency", "Posting__Concurrency")]
    [InlineData("Gateway", "Announcer:BatchSize", "Announcer__BatchSize")]
    public void A_bad_value_is_refused_at_start_by_its_key(string service, string key, string shown)
    {
        var host = BuiltHost.Of(Named($"Pipeline.{service}"), HostConfiguration.Valid($"--{key}=0"));

        var refused = Assert.ThrowsAny<OptionsValidationException>(host.Services.GetRequiredService<IStartupValidator>().Validate);

        Assert.Contains(shown, refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Discovery")]
    [InlineData("Preparation")]
    [InlineData("Posting")]
    public void A_stage_that_works_on_sites_has_every_adapter(string service)
    {
        using var scope = BuiltHost.Of(Named($"Pipeline.{service}"), HostConfiguration.Valid()).Services.CreateScope();
        var adapters = typeof(ISite).Assembly.GetTypes().Where(type => type.IsClass && !type.IsAbstract && type.IsAssignableTo(typeof(ISite)));

        Assert.Equal(adapters.OrderBy(type => type.Name), scope.ServiceProvider.GetServices<ISite>().Select(site => site.GetType()).OrderBy(type => type.Name));
    }

    [Fact]
    public void Standalone_has_the_consumers_of_all_five()
    {
        var folder = Directory.CreateTempSubdirectory("composition-").FullName;
        var host = BuiltHost.Of(typeof(Standalone.Program).Assembly, ["--data", folder, "--no-demo", "--port", $"{FreePort.Next()}"]);

        Assert.Subset(host.Registrations.Select(registration => registration.ServiceType).ToHashSet(), Services.SelectMany(ConsumersOf).ToHashSet());
        host.Services.GetRequiredService<IStartupValidator>().Validate();
        Directory.Delete(folder, recursive: true);
    }

    private static Assembly Named(string name) => Services.Single(service => service.GetName().Name == name);

    private static IEnumerable<Type> ConsumersOf(Assembly service) =>
        service.GetTypes().Where(type => type is { IsClass: true, IsAbstract: false } && type.IsAssignableTo(typeof(IConsumer)));

    private static IEnumerable<Type> OptionsOf(Assembly service) =>
        service.GetTypes().Where(type => type.Name.EndsWith("Options", StringComparison.Ordinal) && type.GetField("Section") is { IsLiteral: true });
}
