var builder = WebApplication.CreateBuilder(args);
var app = builder.Build();
await app.RunAsync();

namespace Pipeline.Preparation
{
    /// <summary>Marks this service's assembly, so that one test project can boot several hosts.</summary>
    public sealed class Program;
}
