using Microsoft.Playwright;

namespace Pipeline.EndToEnd.Screens;

/// <summary>A program that was started for the first time, and a browser to look at it.</summary>
public sealed class FirstScreen : IAsyncLifetime
{
    private readonly SystemBrowser browser = new();

    internal EmbeddedProgram Program { get; } = new();

    public async ValueTask InitializeAsync()
    {
        await browser.InitializeAsync();
        await Program.StartAsync();
    }

    /// <summary>The sign-in page, in a window of this size.</summary>
    internal async Task<OperatorScreen> OpenAsync(int width = 1440, int height = 900, ColorScheme scheme = ColorScheme.Light)
    {
        var screen = new OperatorScreen(await browser.OpenAsync(width, height, scheme), Program.Address);
        await screen.OpenAsync();
        return screen;
    }

    /// <summary>The processes, signed in with what the program printed.</summary>
    internal async Task<OperatorScreen> SignInAsync()
    {
        var screen = await OpenAsync();
        await screen.SignInAsync(Program.SignIns[0].Email, Program.SignIns[0].Password);
        await Assertions.Expect(screen.Heading("Processes")).ToBeVisibleAsync();
        return screen;
    }

    internal async Task<DemoSitePages> OpenSiteAsync() => new(await browser.OpenAsync(), Program.Site);

    /// <summary>Neither the browser nor the program complained of anything.</summary>
    internal void AssertQuiet(OperatorScreen screen)
    {
        Assert.Empty(screen.Complaints);
        Assert.Empty(Program.Errors);
    }

    public async ValueTask DisposeAsync()
    {
        await Program.DisposeAsync();
        await browser.DisposeAsync();
    }
}
