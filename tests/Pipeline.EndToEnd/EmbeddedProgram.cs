using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Pipeline.Testing;
using Pipeline.Testing.Processes;

namespace Pipeline.EndToEnd;

/// <summary>The embedded program as <c>./pipeline run</c> starts it, with its data in a folder of its own that outlives a crash of it.</summary>
/// <param name="settings">What a person sets, in the environment's form; nothing: what is needed is made up.</param>
internal sealed partial class EmbeddedProgram(params IReadOnlyList<(string Key, string Value)> settings) : IAsyncDisposable
{
    public const string Disclosure = "[Dieser Kommentar stammt von einem KI-ChatBot.]";

    private readonly string folder = Directory.CreateTempSubdirectory("pipeline-embedded-").FullName;
    private readonly int port = FreePort.Next();
    private readonly int sitePort = FreePort.Next();
    private readonly HttpClient http = new() { Timeout = TimeSpan.FromSeconds(30) };
    private string earlier = "";
    private ServiceProcess? process;

    /// <summary>The first screen.</summary>
    public Uri Address => new($"http://127.0.0.1:{port}/");

    /// <summary>The demo site.</summary>
    public Uri Site => new($"http://127.0.0.1:{sitePort}/");

    public Uri Api => new(Address, "api/v1/");

    /// <summary>What it has written to the console, over all its starts.</summary>
    public string Output => earlier + process?.Output;

    /// <summary>What it has logged as an error.</summary>
    public IReadOnlyList<string> Errors => [.. Output.Split('\n').Where(line => Error().IsMatch(line))];

    /// <summary>The sign-ins that it has printed.</summary>
    public IReadOnlyList<PrintedSignIn> SignIns =>
        [.. SignIn().Matches(Output.ReplaceLineEndings("\n")).Select(found => new PrintedSignIn(found.Groups["email"].Value, found.Groups["password"].Value, found.Groups["token"].Value))];

    public async Task StartAsync()
    {
        var environment = new Dictionary<string, string?> { ["DemoSite__Url"] = Site.GetLeftPart(UriPartial.Authority), ["DemoSite__Control"] = "true" };
        foreach (var (key, value) in settings) environment[key] = value;
        process = ServiceProcess.Start("services/Standalone", environment, ["--port", $"{port}", "--data", folder], port);
        await process.ReadyAsync(TimeSpan.FromMinutes(2), TestContext.Current.CancellationToken);
        var token = environment.GetValueOrDefault("Gateway__Admin__Token") ?? SignIns[0].Token;
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
    }

    /// <summary>SIGKILL.</summary>
    public Task KillAsync() => EndAsync(running => running.KillAsync());

    /// <summary>SIGTERM; returns its exit code.</summary>
    public async Task<int> StopAsync()
    {
        var code = 0;
        await EndAsync(async running => code = await running.TerminateAsync());
        return code;
    }

    /// <summary>The comments that came in at the demo site, by its own account.</summary>
    public async Task<IReadOnlyList<SiteComment>> CommentsAsync() =>
        [.. (await ReadAsync(new(Site, "_demo/comments"))).EnumerateArray().Select(comment => new SiteComment(
            comment.GetProperty("id").ToString(), comment.GetProperty("articleId").ToString(), comment.GetProperty("text").GetString()!))];

    /// <summary>Replaces the demo site's faults.</summary>
    public async Task FaultAsync(params IReadOnlyList<object> faults)
    {
        using var answer = await http.PutAsJsonAsync(new Uri(Site, "_demo/faults"), faults, TestContext.Current.CancellationToken);
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>Article, account and prompt of every record.</summary>
    public async Task<IReadOnlyList<string>> RecordKeysAsync() =>
        [.. (await ReadAsync(new(Api, "article-records?limit=200"))).GetProperty("items").EnumerateArray().Select(record =>
            $"{record.GetProperty("article").GetProperty("externalId")} {record.GetProperty("accountId")} {record.GetProperty("promptTemplateId")}")];

    public Task<JsonElement> RecordAsync(string id) => ReadAsync(new(Api, $"article-records/{id}"));

    public async Task<JsonElement> ProcessAsync() => (await ReadAsync(new(Api, "monitoring-processes"))).GetProperty("items")[0];

    public async Task<string?> ProcessStatusAsync() => (await ProcessAsync()).GetProperty("status").GetString();

    public async Task<int> CountAsync(string status) => (await ProcessAsync()).GetProperty("pipeline").GetProperty(status).GetInt32();

    /// <summary>
    /// Looks at the site now, not only when it is time. Where a look is in hand already, it waits for its end and asks again:
    /// that one may have seen the site as it was before.
    /// </summary>
    public async Task RunNowAsync()
    {
        var id = (await ProcessAsync()).GetProperty("id");
        var runs = new Uri(Api, $"monitoring-processes/{id}/runs");
        await Eventually.TrueAsync(() => StartsRunAsync(runs), TimeSpan.FromSeconds(30), "no other run is in hand", TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (process is not null) await process.DisposeAsync();
        http.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private async Task EndAsync(Func<ServiceProcess, Task> end)
    {
        await end(process!);
        earlier += process!.Output;
        await process.DisposeAsync();
        process = null;
    }

    private async Task<bool> StartsRunAsync(Uri runs)
    {
        using var answer = await http.PostAsync(runs, null, TestContext.Current.CancellationToken);
        answer.EnsureSuccessStatusCode();
        return !(await answer.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken)).GetProperty("existing").GetBoolean();
    }

    private Task<JsonElement> ReadAsync(Uri address) => http.GetFromJsonAsync<JsonElement>(address, TestContext.Current.CancellationToken);

    [GeneratedRegex(@"^(\S+Z )?(fail|crit): |^Unhandled exception")]
    private static partial Regex Error();

    [GeneratedRegex(@"^Sign in as (?<email>\S+)\. Shown once:\n  password  (?<password>\S+)\n  token     (?<token>\S+)$", RegexOptions.Multiline)]
    private static partial Regex SignIn();
}

/// <summary>What the program makes up at its first start.</summary>
internal sealed record PrintedSignIn(string Email, string Password, string Token);

/// <summary>A comment as the demo site keeps it.</summary>
internal sealed record SiteComment(string Id, string ArticleId, string Text)
{
    public int Disclosures => Text.Split(EmbeddedProgram.Disclosure).Length - 1;
}
