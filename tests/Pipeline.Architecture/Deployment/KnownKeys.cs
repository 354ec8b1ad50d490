using System.Reflection;
using Pipeline.Domain.Net;
using Pipeline.Hosting;
using Pipeline.Persistence;

namespace Pipeline.Architecture.Deployment;

/// <summary>The configuration keys that the programs read, as environment variables spell them.</summary>
internal static class KnownKeys
{
    private static readonly string[] WithoutAClass = ["ConnectionStrings__Pipeline", "OTEL_EXPORTER_OTLP_ENDPOINT", "ASPNETCORE_URLS", "ASPNETCORE_HTTP_PORTS"];

    private static readonly Assembly[] Assemblies =
    [
        typeof(PipelineHost).Assembly, typeof(PipelineDbContext).Assembly, typeof(OutboundHttpOptions).Assembly, typeof(DemoSite.Program).Assembly,
        typeof(Discovery.Program).Assembly, typeof(Preparation.Program).Assembly, typeof(Generation.Program).Assembly,
        typeof(Posting.Program).Assembly, typeof(Gateway.Program).Assembly,
    ];

    public static IReadOnlySet<string> All { get; } = Assemblies.SelectMany(assembly => assembly.GetTypes()).SelectMany(KeysOf).Concat(WithoutAClass).ToHashSet();

    private static IEnumerable<string> KeysOf(Type options) =>
        options.GetField("Section", BindingFlags.Public | BindingFlags.Static) is { IsLiteral: true } section
            ? from property in options.GetProperties()
              where property.CanWrite
              select $"{section.GetRawConstantValue()}:{property.Name}".Replace(":", "__", StringComparison.Ordinal)
            : [];
}
