using Pipeline.DemoSite;

await using var app = DemoSiteApp.Build(args);
await app.RunAsync();

namespace Pipeline.DemoSite
{
    /// <summary>Marks this program's assembly, so that one test project can boot several hosts.</summary>
    public sealed class Program;
}
