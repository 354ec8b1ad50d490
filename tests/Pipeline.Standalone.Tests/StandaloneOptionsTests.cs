namespace Pipeline.Standalone.Tests;

/// <summary>What the command line and the environment come to.</summary>
public sealed class StandaloneOptionsTests
{
    [Fact]
    public void Without_a_word_it_is_port_8080_the_folder_data_and_the_demo()
    {
        var options = Parse([]);

        Assert.Equal((8080, Path.GetFullPath("data"), true), (options.Port, options.Data, options.Demo));
        Assert.Empty(options.Rest);
    }

    [Theory]
    [InlineData("--port", "9000", "--data", "/tmp/elsewhere", "--no-demo")]
    [InlineData("--no-demo", "--data=/tmp/elsewhere", "--port=9000")]
    public void The_command_line_sets_all_of_it(params string[] args)
    {
        var options = Parse(args);

        Assert.Equal((9000, "/tmp/elsewhere", false), (options.Port, options.Data, options.Demo));
    }

    [Fact]
    public void The_environment_sets_it_too()
    {
        var options = Parse([], ("PIPELINE_PORT", "9001"), ("PIPELINE_DATA", "/tmp/of-environment"), ("PIPELINE_NO_DEMO", "1"));

        Assert.Equal((9001, "/tmp/of-environment", false), (options.Port, options.Data, options.Demo));
    }

    [Fact]
    public void The_command_line_wins_over_the_environment()
    {
        var options = Parse(["--port", "9000", "--data", "/tmp/elsewhere"], ("PIPELINE_PORT", "9001"), ("PIPELINE_DATA", "/tmp/of-environment"));

        Assert.Equal((9000, "/tmp/elsewhere"), (options.Port, options.Data));
    }

    [Fact]
    public void An_empty_variable_is_none()
    {
        var options = Parse([], ("PIPELINE_PORT", ""), ("PIPELINE_DATA", ""), ("PIPELINE_NO_DEMO", ""));

        Assert.Equal((8080, Path.GetFullPath("data"), true), (options.Port, options.Data, options.Demo));
    }

    [Theory]
    [InlineData("0")]
    [InlineData("65536")]
    [InlineData("-1")]
    [InlineData("80a")]
    [InlineData("")]
    public void A_port_that_is_none_is_refused_with_what_is_allowed(string port)
    {
        var refused = Assert.Throws<StandaloneRefusedException>(() => Parse(["--port", port]));

        Assert.Equal($"--port must be a number from 1 to 65535, not '{port}'.", refused.Message);
    }

    [Fact]
    public void A_bad_port_of_the_environment_is_refused_by_its_name()
    {
        var refused = Assert.Throws<StandaloneRefusedException>(() => Parse([], ("PIPELINE_PORT", "many")));

        Assert.StartsWith("PIPELINE_PORT must be a number", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--prot", "9000")]
    [InlineData("--prot=9000")]
    [InlineData("--help")]
    [InlineData("9000")]
    public void An_unknown_option_is_refused_with_those_that_there_are(params string[] args)
    {
        var refused = Assert.Throws<StandaloneRefusedException>(() => Parse(args));

        Assert.StartsWith($"There is no option '{args[0]}'.", refused.Message, StringComparison.Ordinal);
        Assert.All(["--port N", "--data DIR", "--no-demo"], option => Assert.Contains(option, refused.Message, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("--port")]
    [InlineData("--data")]
    [InlineData("--Ledger:Window")]
    public void An_option_without_its_value_is_refused(string option) =>
        Assert.Equal($"{option} needs a value.", Assert.Throws<StandaloneRefusedException>(() => Parse([option])).Message);

    [Theory]
    [InlineData("--Ledger:Window=128")]
    [InlineData("--Ledger:Window", "128")]
    public void Any_setting_is_passed_on(params string[] args) => Assert.Equal(["--Ledger:Window=128"], Parse(args).Rest);

    private static StandaloneOptions Parse(string[] args, params (string Name, string Value)[] environment) =>
        StandaloneOptions.Parse(args, name => environment.SingleOrDefault(variable => variable.Name == name).Value);
}
