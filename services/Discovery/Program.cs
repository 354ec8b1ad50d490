using Pipeline.Discovery;
using Pipeline.Hosting;
using Pipeline.Hosting.Bus;
using Pipeline.Hosting.Database;

var builder = WebApplication.CreateBuilder(args);
builder.AddPipelineHost("discovery");
builder.AddPipelineDatabase("discovery");
builder.AddDiscovery();
builder.AddPipelineBus();

var app = builder.Build();
app.MapPipelineHost();
return await app.RunPipelineHostAsync();

namespace Pipeline.Discovery
{
    /// <summary>Marks this service's assembly, so that one test project can boot several hosts.</summary>
    public sealed class Program;
}
