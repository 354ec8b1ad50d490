using System.Diagnostics;
using System.Text.RegularExpressions;
using Pipeline.Testing;

namespace Pipeline.EndToEnd;

/// <summary>The README's tested block, run with bash against a program.</summary>
internal static partial class ReadmeCommands
{
    public const string Token = "a-token-of-the-tests-0123456789abcdef";

    /// <summary>Runs them; returns what they wrote.</summary>
    public static async Task<string> RunAsync(EmbeddedProgram program, TimeSpan limit)
    {
        var start = new ProcessStartInfo("bash", ["-euo", "pipefail", "-c", Commands()]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["TOKEN"] = Token;
        start.Environment["API"] = program.Api.ToString().TrimEnd('/');
        using var bash = Process.Start(start)!;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(limit);
        try
        {
            var (said, complained) = (bash.StandardOutput.ReadToEndAsync(patience.Token), bash.StandardError.ReadToEndAsync(patience.Token));
            await bash.WaitForExitAsync(patience.Token);
            Assert.True(bash.ExitCode == 0, $"The README's commands ended with {bash.ExitCode}: {await complained}\n{await said}\n{program.Output}");
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

    private static string Commands() => Tested().Match(File.ReadAllText(RepositoryRoot.Of("README.md")).ReplaceLineEndings("\n")) is { Success: true } block
        ? block.Groups["commands"].Value
        : throw new InvalidOperationException("README.md has no bash block after <!-- tested -->.");

    [GeneratedRegex(@"<!-- tested -->\n```bash\n(?<commands>.*?)\n```", RegexOptions.Singleline)]
    private static partial Regex Tested();

    [GeneratedRegex("^\"siteCommentId\":\"(?<id>[^\"]+)\"$", RegexOptions.Multiline)]
    private static partial Regex PrintedId();
}
