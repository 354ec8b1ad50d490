using Pipeline.Generation;
using Pipeline.Hosting;
using Pipeline.Hosting.Bus;
using Pipeline.Hosting.Database;

var builder = WebApplication.CreateBuilder(args);
builder.AddPipelineHost("generation");
builder.AddPipelineDatabase("generation");
builder.AddGeneration();
builder.AddPipelineBus();

var app = builder.Build();
app.MapPipelineHost();
return await app.RunPipelineHostAsync();

namespace Pipeline.Generation
{
    /// <summary>Marks this service's assembly, so that one test project can boot several hosts.</summary>
    public sealed class Program;
}
