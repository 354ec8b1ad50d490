using Pipeline.Hosting;
using Pipeline.Hosting.Bus;
using Pipeline.Hosting.Database;
using Pipeline.Preparation;

var builder = WebApplication.CreateBuilder(args);
builder.AddPipelineHost("preparation");
builder.AddPipelineDatabase("preparation");
builder.AddPreparation();
builder.AddPipelineBus();

var app = builder.Build();
app.MapPipelineHost();
return await app.RunPipelineHostAsync();

namespace Pipeline.Preparation
{
    /// <summary>Marks this service's assembly, so that one test project can boot several hosts.</summary>
    public sealed class Program;
}
