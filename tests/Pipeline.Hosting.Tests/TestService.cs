using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Pipeline.Hosting.Bus;
using Pipeline.Testing;

namespace Pipeline.Hosting.Tests;

/// <summary>A service as its Program.cs builds it, with HTTP on a port of its own.</summary>
internal sealed class TestService : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly HttpClient _http;
    private readonly TaskCompletionSource<int> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task<int> _run;

    private TestService(WebApplication app, Uri address)
    {
        _app = app;
        _http = new HttpClient { BaseAddress = address };
        _run = app.RunPipelineHostAsync(_ended.SetResult);
    }

    /// <summary>The exit code, once it has ended.</summary>
    public Task<int> Exit => _run;

    /// <summary>The code with which it would have ended its process at once.</summary>
    public Task<int> Ended => _ended.Task;

    public T Service<T>()
        where T : notnull => _app.Services.GetRequiredService<T>();

    /// <summary>Begins to run; doesn't wait until it has started.</summary>
    public static TestService Run(Action<WebApplicationBuilder>? services = null, params (string Key, string Value)[] settings)
    {
        var builder = WebApplication.CreateSlimBuilder();
        var address = new Uri($"http://127.0.0.1:{FreePort.Next()}");
        builder.WebHost.UseKestrelCore().UseUrls(address.OriginalString);
        builder.Configuration.AddInMemoryCollection([new("Secrets:MasterKey", TestHost.MasterKey)]);
        foreach (var (key, value) in settings) builder.Configuration[key] = value;
        builder.AddPipelineHost("test");
        builder.Logging.ClearProviders().AddFakeLogging();
        services?.Invoke(builder);
        builder.AddPipelineBus();
        var app = builder.Build();
        app.MapPipelineHost();
        return new TestService(app, address);
    }

    /// <summary>The answer and its status; tries again while nobody listens yet (0, and why).</summary>
    public Task<(int Status, string Body)> GetAsync(string path) => Eventually.BecomeAsync(
        () => TryGetAsync(path), answer => answer.Status > 0, TimeSpan.FromSeconds(20), $"{path} is served", TestContext.Current.CancellationToken);

    /// <summary>The answer, once it has this status.</summary>
    public async Task<JsonElement> GetAsync(string path, int status)
    {
        var answer = await Eventually.BecomeAsync(
            () => TryGetAsync(path), answer => answer.Status == status, TimeSpan.FromSeconds(20), $"{path} says {status}", TestContext.Current.CancellationToken);
        return JsonSerializer.Deserialize<JsonElement>(answer.Body);
    }

    public void Stop()
    {
        if (!_run.IsCompleted) _app.Lifetime.StopApplication();
    }

    public async ValueTask DisposeAsync()
    {
        Stop();
        await _run;
        _http.Dispose();
    }

    private async Task<(int Status, string Body)> TryGetAsync(string path)
    {
        try
        {
            using var answer = await _http.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
            return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        }
        catch (HttpRequestException refused)
        {
            return (0, $"{refused.Message} The service: {_run.Status}{_run.Exception}");
        }
    }
}
