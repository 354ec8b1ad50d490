using Microsoft.Playwright;

namespace Pipeline.EndToEnd.Screens;

/// <summary>Starting and ending the embedded program, as a person does it.</summary>
public sealed class StartTests : IAsyncLifetime
{
    private readonly SystemBrowser browser = new();

    public ValueTask InitializeAsync() => browser.InitializeAsync();

    [Fact]
    [Trait("Promise", "P-RESTART")]
    public async Task Told_to_end_it_ends_well_and_the_next_start_goes_on_without_a_new_sign_in()
    {
        await using var program = new EmbeddedProgram();
        await program.StartAsync();
        var before = await program.RecordKeysAsync();

        Assert.Equal(0, await program.StopAsync());
        await program.StartAsync();

        Assert.Single(program.SignIns);
        Assert.Equal("running", await program.ProcessStatusAsync());
        Assert.Subset((await program.RecordKeysAsync()).ToHashSet(), before.ToHashSet());
        Assert.Empty(program.Errors);
    }

    [Fact]
    public async Task Without_the_demo_the_screen_says_what_to_do_first()
    {
        await using var program = new EmbeddedProgram(("PIPELINE_NO_DEMO", "1"));
        await program.StartAsync();
        var screen = new OperatorScreen(await browser.OpenAsync(), program.Address);

        await screen.OpenAsync();
        await screen.SignInAsync(program.SignIns[0].Email, program.SignIns[0].Password);

        await Assertions.Expect(screen.Heading("No process yet")).ToBeVisibleAsync();
        Assert.DoesNotContain("Demo site", program.Output, StringComparison.Ordinal);
        Assert.Empty(screen.Complaints);
    }

    [Fact]
    public async Task A_person_may_choose_the_sign_in_and_then_none_is_printed()
    {
        await using var program = new EmbeddedProgram(
            ("Gateway__Admin__Email", "Me@Example.org"), ("Gateway__Admin__Password", "of my own choice"), ("Gateway__Admin__Token", ReadmeCommands.Token));
        await program.StartAsync();
        var screen = new OperatorScreen(await browser.OpenAsync(), program.Address);

        await screen.OpenAsync();
        await screen.SignInAsync("me@example.org", "of my own choice");

        await Assertions.Expect(screen.Heading("Processes")).ToBeVisibleAsync();
        Assert.DoesNotContain("Shown once", program.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("of my own choice", program.Output, StringComparison.Ordinal);
    }

    public ValueTask DisposeAsync() => browser.DisposeAsync();
}
