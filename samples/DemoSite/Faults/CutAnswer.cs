namespace Pipeline.DemoSite.Faults;

/// <summary>Cuts the connection instead of answering.</summary>
internal sealed class CutAnswer : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Abort();
        return Task.CompletedTask;
    }
}
