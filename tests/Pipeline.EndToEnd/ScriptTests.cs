using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Pipeline.Testing;

namespace Pipeline.EndToEnd;

/// <summary>What <c>./pipeline</c> says before anything is built: a wrong word, and what can't work.</summary>
public sealed class ScriptTests
{
    [Fact]
    public async Task Help_names_every_option_of_run()
    {
        var (code, said) = await RunAsync("--help");

        Assert.Equal(0, code);
        Assert.All(["--port N", "--data DIR", "--no-demo", "Gateway__Admin__Password"], option => Assert.Contains(option, said, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("there is no command 'walk'", "walk")]
    [InlineData("run has no option '--prot'", "run", "--prot", "1")]
    [InlineData("--port needs a value", "run", "--port")]
    [InlineData("the port must be a number from 1 to 65535, not '99999'", "run", "--port", "99999")]
    public async Task A_wrong_word_is_refused_by_name(string complaint, params string[] arguments)
    {
        var (code, said) = await RunAsync(arguments);

        Assert.Equal(2, code);
        Assert.Contains(complaint, said, StringComparison.Ordinal);
        Assert.Contains("See ./pipeline --help", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_port_in_use_is_refused_with_another_one()
    {
        using var other = new TcpListener(IPAddress.Loopback, FreePort.Next());
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;

        var (code, said) = await RunAsync("run", "--port", $"{port}");

        Assert.Equal(1, code);
        Assert.Contains($"port {port} is in use by another program. Choose another one: ./pipeline run --port {port + 1}", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_that_cant_be_made_is_refused_with_the_remedy()
    {
        var (code, said) = await RunAsync("run", "--port", $"{FreePort.Next()}", "--data", RepositoryRoot.Of("LICENSE/data"));

        Assert.Equal(1, code);
        Assert.Contains("can't be made. Choose another one: ./pipeline run --data DIR", said, StringComparison.Ordinal);
    }

    private static async Task<(int Code, string Said)> RunAsync(params string[] arguments)
    {
        using var script = Process.Start(new ProcessStartInfo(RepositoryRoot.Of("pipeline"), arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var said = await Task.WhenAll(
            script.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken), script.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
        await script.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (script.ExitCode, string.Concat(said));
    }
}
