using Microsoft.Playwright;
using Pipeline.Testing;

namespace Pipeline.EndToEnd.Screens;

/// <summary>The program is killed with SIGKILL while somebody looks at the screen, and started again on the same data.</summary>
public sealed class CrashTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly SystemBrowser browser = new();

    // As in production, only quicker: a lease of a minute and a grace of two are long to wait for.
    private readonly EmbeddedProgram program = new(
        ("Ledger__Lease", "00:00:05"), ("Ledger__RenewEvery", "00:00:01"), ("Ledger__SendWithin", "00:00:05"), ("Ledger__Grace", "00:00:02"), ("Clock__Sweep", "00:00:02"));

    private OperatorScreen screen = null!;

    public async ValueTask InitializeAsync()
    {
        await browser.InitializeAsync();
        await program.StartAsync();
        screen = new OperatorScreen(await browser.OpenAsync(), program.Address);
        await screen.OpenAsync();
        await screen.SignInAsync(program.SignIns[0].Email, program.SignIns[0].Password);
        await screen.ShowsStatusAsync("Running");
    }

    [Fact]
    [Trait("Promise", "P-RESTART")]
    public async Task The_open_page_comes_back_by_itself_still_signed_in()
    {
        await screen.CountsAsync(20, "Generated");
        var before = await program.RecordKeysAsync();

        await program.KillAsync();
        await Assertions.Expect(screen.Page.GetByText("Connection lost")).ToBeVisibleAsync();
        Assert.Empty(await Contrast.FaintAsync(screen.Page));
        await program.StartAsync();

        await Assertions.Expect(screen.Page.GetByText("Connection lost")).ToBeHiddenAsync();
        await screen.ShowsStatusAsync("Running");
        Assert.Single(program.SignIns);
        Assert.Equal(before.Order(), (await program.RecordKeysAsync()).Order());
        Assert.Empty(program.Errors);
    }

    [Fact]
    [Trait("Promise", "P-RESTART")]
    [Trait("Promise", "P-TWICE")]
    public async Task A_comment_on_the_site_whose_answer_never_came_is_found_there_and_not_posted_again()
    {
        var id = await screen.ReviewAsync();
        await program.FaultAsync(new { kind = "hang_after_accept", times = 1 });

        await screen.Button("Approve").ClickAsync();
        await Eventually.TrueAsync(async () => (await program.CommentsAsync()).Count == 1, Patience, "the site has the comment", TestContext.Current.CancellationToken);
        await program.KillAsync();
        await program.StartAsync();

        await screen.ShowsStatusAsync("Posted", Patience);
        var comment = Assert.Single(await program.CommentsAsync());
        Assert.Equal(1, comment.Disclosures);
        Assert.Equal(comment.Id, (await program.RecordAsync(id)).GetProperty("siteCommentId").GetString());
        Assert.Empty(program.Errors);
    }

    public async ValueTask DisposeAsync()
    {
        await program.DisposeAsync();
        await browser.DisposeAsync();
    }
}
