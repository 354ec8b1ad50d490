using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Pipeline.Contracts;
using Pipeline.Hosting.Bus;

namespace Pipeline.Hosting.Tests.Bus;

/// <summary>A service with the one consumer of <see cref="PreparationConsumer"/>.</summary>
internal static class PreparationHost
{
    public static Task<TestHost> StartAsync((string Key, string Value)[] bus, Func<ConsumeContext<ArticlesDiscovered>, Task>? work = null) =>
        TestHost.StartAsync(builder => Add(builder, work ?? (_ => Task.CompletedTask)), bus);

    public static ArticlesDiscovered Message() => new(Guid.CreateVersion7(), [Guid.CreateVersion7(), Guid.CreateVersion7()]);

    public static void Add(IHostApplicationBuilder builder, Func<ConsumeContext<ArticlesDiscovered>, Task> work)
    {
        builder.Services.AddSingleton<Received>();
        builder.Services.AddSingleton(work);
        builder.Services.AddPipelineConsumer<PreparationConsumer, PreparationConsumerDefinition>();
    }
}
