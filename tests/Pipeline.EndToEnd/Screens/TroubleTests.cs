using Microsoft.Playwright;

namespace Pipeline.EndToEnd.Screens;

/// <summary>What the screen says when the site makes trouble, and what a person can do about it.</summary>
public sealed class TroubleTests(FirstScreen first) : IClassFixture<FirstScreen>, IAsyncLifetime
{
    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    [Fact]
    [Trait("Promise", "P-RETRY")]
    public async Task A_refused_post_is_told_in_words_and_can_be_tried_again()
    {
        var screen = await first.SignInAsync();
        await screen.ReviewAsync();
        await first.Program.FaultAsync(new { kind = "forbidden403", method = "POST", path = "^/article/.*/comment/" });

        await screen.Button("Approve").ClickAsync();
        await screen.ShowsStatusAsync("Failed");
        await Assertions.Expect(screen.Comment).ToContainTextAsync("The account isn't allowed to do this on the site");
        await first.Program.FaultAsync();
        await screen.Button("Try again").ClickAsync();

        await screen.ShowsStatusAsync("Posted");
        Assert.Single(await first.Program.CommentsAsync());
        first.AssertQuiet(screen);
    }

    [Fact]
    [Trait("Promise", "P-SCOPE")]
    public async Task A_look_at_the_site_that_failed_is_told_on_the_process()
    {
        var screen = await first.SignInAsync();
        await first.Program.FaultAsync(new { kind = "missing_pane" });

        await first.Program.RunNowAsync();

        await Assertions.Expect(screen.Page.GetByText("The last look at the site failed.")).ToBeVisibleAsync();
        await Assertions.Expect(screen.Page.GetByText("it has no tab 38 for this account")).ToBeVisibleAsync();
        first.AssertQuiet(screen);
    }

    public async ValueTask DisposeAsync() => await first.Program.FaultAsync();
}
