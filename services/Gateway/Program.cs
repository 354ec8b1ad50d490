using Pipeline.Gateway;
using Pipeline.Hosting;
using Pipeline.Hosting.Bus;
using Pipeline.Hosting.Database;

var builder = WebApplication.CreateBuilder(args);
builder.AddPipelineHost("gateway");
builder.AddPipelineDatabase("gateway");
builder.AddGateway();
builder.AddPipelineBus();
var app = builder.Build();
if (args is ["migrate"]) return await app.MigrateAsync();
app.MapPipelineHost();
app.MapGateway();
return await app.RunPipelineHostAsync();

namespace Pipeline.Gateway
{
    /// <summary>Marks this service's assembly, so that one test project can boot several hosts.</summary>
    public sealed class Program;
}
