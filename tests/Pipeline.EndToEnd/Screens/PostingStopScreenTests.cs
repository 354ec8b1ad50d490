using Microsoft.Playwright;
using Pipeline.Testing;

namespace Pipeline.EndToEnd.Screens;

/// <summary>The posting stop on the screen, and the word of a person on a comment of which the program can't tell.</summary>
public sealed class PostingStopScreenTests(FirstScreen first) : IClassFixture<FirstScreen>, IAsyncLifetime
{
    private const string ArticlePage = "^/article/[0-9]+/$";

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    [Fact]
    [Trait("Promise", "P-STOP")]
    public async Task While_posting_is_stopped_an_approved_comment_waits_and_goes_out_once_it_is_lifted()
    {
        var screen = await first.SignInAsync();
        var before = (await first.Program.CommentsAsync()).Count;
        await StopAsync(screen, "Visitors in class.");
        await screen.ReviewAsync();
        await screen.Button("Approve").ClickAsync();
        await screen.ShowsStatusAsync("Approved, to be posted");
        var record = screen.Page.Url;
        await screen.Page.GotoAsync(first.Program.Address.ToString());
        await Assertions.Expect(screen.Alert).ToContainTextAsync("Visitors in class.");
        Assert.Equal(before, (await first.Program.CommentsAsync()).Count);
        await screen.Button("Post again").ClickAsync();
        await Assertions.Expect(screen.Button("Stop posting")).ToBeVisibleAsync();
        await screen.Page.GotoAsync(record);
        await screen.ShowsStatusAsync("Posted", TimeSpan.FromSeconds(30));
        first.AssertQuiet(screen);
    }

    [Fact]
    [Trait("Promise", "P-TWICE")]
    public async Task What_nobody_can_tell_is_settled_by_a_person_who_says_how_they_know()
    {
        var screen = await first.SignInAsync();
        var before = (await first.Program.CommentsAsync()).Count;
        await screen.ReviewAsync();
        await first.Program.FaultAsync(new { kind = "cut_after_accept", times = 1 });
        await screen.Button("Approve").ClickAsync();
        await Eventually.TrueAsync(async () => (await first.Program.CommentsAsync()).Count > before, TimeSpan.FromSeconds(30), "the site has it", TestContext.Current.CancellationToken);
        await first.Program.FaultAsync(new { kind = "forbidden403", method = "GET", path = ArticlePage });
        await screen.ShowsStatusAsync("Uncertain", TimeSpan.FromSeconds(60));
        var there = (await first.Program.CommentsAsync()).MaxBy(comment => int.Parse(comment.Id, System.Globalization.CultureInfo.InvariantCulture))!;
        await screen.Page.GetByLabel("The site's number of the comment").FillAsync(there.Id);
        await screen.Page.GetByLabel("Reason").FillAsync("I have seen it.");
        await screen.Button("Settle it").ClickAsync();
        await screen.ShowsStatusAsync("Posted");
        await Assertions.Expect(screen.History).ToContainTextAsync("I have seen it.");
        await Assertions.Expect(screen.History).ToContainTextAsync(first.Program.SignIns[0].Email);
        first.AssertQuiet(screen);
    }

    public async ValueTask DisposeAsync() => await first.Program.FaultAsync();

    private static async Task StopAsync(OperatorScreen screen, string reason)
    {
        await screen.Button("Stop posting").ClickAsync();
        var dialog = screen.Page.GetByRole(AriaRole.Dialog);
        await dialog.GetByLabel("Reason, for those whose posts wait").FillAsync(reason);
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Stop posting" }).ClickAsync();
        await Assertions.Expect(screen.Button("Post again")).ToBeVisibleAsync();
    }
}
