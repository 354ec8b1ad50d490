using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.RegularExpressions;
using Pipeline.Testing;
using Pipeline.Testing.Processes;

namespace Pipeline.EndToEnd;

/// <summary>The embedded program as <c>./pipeline run</c> starts it, with its data in a folder of its own, and the README's commands against it.</summary>
internal sealed partial class ReadmeProgram : IAsyncDisposable
{
    public const string Disclosure = "[Dieser Kommentar stammt von einem KI-ChatBot.]";

    private const string Token = "a-token-of-the-tests-0123456789abcdef";

    private readonly string folder = Directory.CreateTempSubdirectory("pipeline-readme-").FullName;
    private readonly int port = FreePort.Next();
    private readonly int sitePort = FreePort.Next();
    private readonly HttpClient http = new() { Timeout = TimeSpan.FromSeconds(30), DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", Token) } };
    private ServiceProcess? process;

    private string Api => $"http://127.0.0.1:{port}/api/v1";

    public async Task StartAsync()
    {
        var settings = new Dictionary<string, string?>
        {
            ["Gateway__Admin__Token"] = Token,
            ["DemoSite__Url"] = $"http://127.0.0.1:{sitePort}",
            ["DemoSite__Control"] = "true",
        };
        process = ServiceProcess.Start("services/Standalone", settings, ["--port", $"{port}", "--data", folder], port);
        await process.ReadyAsync(TimeSpan.FromMinutes(2), TestContext.Current.CancellationToken);
    }

    public async Task KillAsync()
    {
        await process!.KillAsync();
        await process.DisposeAsync();
        process = null;
    }

    /// <summary>Runs the README's tested block with bash; returns what it wrote.</summary>
    public async Task<string> RunCommandsAsync(TimeSpan limit)
    {
        var start = new ProcessStartInfo("bash", ["-euo", "pipefail", "-c", Commands()]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["TOKEN"] = Token;
        start.Environment["API"] = Api;
        using var bash = Process.Start(start)!;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(limit);
        try
        {
            var (said, complained) = (bash.StandardOutput.ReadToEndAsync(patience.Token), bash.StandardError.ReadToEndAsync(patience.Token));
            await bash.WaitForExitAsync(patience.Token);
            Assert.True(bash.ExitCode == 0, $"The README's commands ended with {bash.ExitCode}: {await complained}\n{await said}\n{process!.Output}");
            return await said;
        }
        finally
        {
            if (!bash.HasExited) bash.Kill(entireProcessTree: true);
        }
    }

    /// <summary>The site's id of the comment, as the commands printed it on a line of its own.</summary>
    public static string SiteCommentIdIn(string said) => PrintedId().Match(said) is { Success: true } match
        ? match.Groups["id"].Value
        : throw new InvalidOperationException($"The commands printed no siteCommentId:\n{said}");

    /// <summary>The comments that came in at the demo site, by its own account.</summary>
    public async Task<IReadOnlyList<(string Id, string Text)>> CommentsAsync()
    {
        using var answer = await ReadAsync($"http://127.0.0.1:{sitePort}/_demo/comments");
        return [.. answer.RootElement.EnumerateArray().Select(comment => (comment.GetProperty("id").ToString(), comment.GetProperty("text").GetString()!))];
    }

    /// <summary>Article, account and prompt of every record.</summary>
    public async Task<IReadOnlyList<string>> RecordKeysAsync()
    {
        using var answer = await ReadAsync($"{Api}/article-records?limit=200");
        return [.. answer.RootElement.GetProperty("items").EnumerateArray().Select(record =>
            $"{record.GetProperty("article").GetProperty("externalId")} {record.GetProperty("accountId")} {record.GetProperty("promptTemplateId")}")];
    }

    public async Task<string?> ProcessStatusAsync()
    {
        using var answer = await ReadAsync($"{Api}/monitoring-processes");
        return answer.RootElement.GetProperty("items")[0].GetProperty("status").GetString();
    }

    public async Task<int> CountAsync(string status)
    {
        using var answer = await ReadAsync($"{Api}/monitoring-processes");
        return answer.RootElement.GetProperty("items")[0].GetProperty("pipeline").GetProperty(status).GetInt32();
    }

    public async ValueTask DisposeAsync()
    {
        if (process is not null) await process.DisposeAsync();
        http.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private static string Commands() => Tested().Match(File.ReadAllText(RepositoryRoot.Of("README.md")).ReplaceLineEndings("\n")) is { Success: true } block
        ? block.Groups["commands"].Value
        : throw new InvalidOperationException("README.md has no bash block after <!-- tested -->.");

    private async Task<JsonDocument> ReadAsync(string address) =>
        JsonDocument.Parse(await http.GetStringAsync(new Uri(address), TestContext.Current.CancellationToken));

    [GeneratedRegex(@"<!-- tested -->\n```bash\n(?<commands>.*?)\n```", RegexOptions.Singleline)]
    private static partial Regex Tested();

    [GeneratedRegex("^\"siteCommentId\":\"(?<id>[^\"]+)\"$", RegexOptions.Multiline)]
    private static partial Regex PrintedId();
}
