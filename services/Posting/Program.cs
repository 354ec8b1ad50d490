using Pipeline.Hosting;
using Pipeline.Hosting.Bus;
using Pipeline.Hosting.Database;
using Pipeline.Posting;

var builder = WebApplication.CreateBuilder(args);
builder.AddPipelineHost("posting");
builder.AddPipelineDatabase("posting");
builder.AddPosting();
builder.AddPipelineBus();

var app = builder.Build();
app.MapPipelineHost();
return await app.RunPipelineHostAsync();

namespace Pipeline.Posting
{
    /// <summary>Marks this service's assembly, so that one test project can boot several hosts.</summary>
    public sealed class Program;
}
