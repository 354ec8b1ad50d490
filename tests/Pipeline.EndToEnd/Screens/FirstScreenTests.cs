using Microsoft.Playwright;
using Pipeline.Testing;

namespace Pipeline.EndToEnd.Screens;

/// <summary>What an operator does on the first screen after the first start, in a real browser.</summary>
public sealed class FirstScreenTests(FirstScreen first) : IClassFixture<FirstScreen>
{
    [Fact]
    public async Task The_sign_in_that_is_printed_once_opens_it_and_no_other_does()
    {
        var screen = await first.OpenAsync();
        var printed = Assert.Single(first.Program.SignIns);

        await screen.SignInAsync(printed.Email, "guessed");
        await Assertions.Expect(screen.Alert).ToHaveTextAsync("E-mail or password is wrong.");
        await screen.SignInAsync(printed.Email, printed.Password);

        await Assertions.Expect(screen.Heading("Processes")).ToBeVisibleAsync();
        first.AssertQuiet(screen);
    }

    [Fact]
    public async Task The_sign_in_page_takes_every_name_that_the_program_takes_and_no_other()
    {
        var screen = await first.OpenAsync();

        foreach (var name in SignInNames.Taken) Assert.True(await screen.IsTypableAsync(name), name);
        foreach (var name in SignInNames.Refused) Assert.False(await screen.IsTypableAsync(name), name);
    }

    [Fact]
    public async Task The_demo_process_runs_and_its_counts_move_without_reloading()
    {
        var screen = await first.SignInAsync();
        await Assertions.Expect(screen.Heading(OperatorScreen.DemoProcess)).ToBeVisibleAsync();
        await screen.ShowsStatusAsync("Running");
        await screen.CountsAsync(0, "Prepared");
        await screen.MarkPageAsync();
        var before = await screen.Counts.InnerTextAsync();

        await first.Program.RunNowAsync();

        await Assertions.Expect(screen.Counts).Not.ToHaveTextAsync(before, new() { UseInnerText = true });
        Assert.True(await screen.IsMarkedAsync());
        first.AssertQuiet(screen);
    }

    [Fact]
    public async Task Article_and_comment_stand_side_by_side()
    {
        var screen = await first.SignInAsync();
        var record = await first.Program.RecordAsync(await screen.ReviewAsync());

        await Assertions.Expect(screen.Article).ToContainTextAsync(record.GetProperty("article").GetProperty("title").GetString()!);
        await Assertions.Expect(screen.Comment).ToContainTextAsync(EmbeddedProgram.Disclosure);
        var (article, comment) = ((await screen.Article.BoundingBoxAsync())!, (await screen.Comment.BoundingBoxAsync())!);

        Assert.Equal(article.Y, comment.Y);
        Assert.True(article.X + article.Width <= comment.X);
        first.AssertQuiet(screen);
    }

    [Fact]
    [Trait("Promise", "P-GENONLY")]
    [Trait("Promise", "P-DISCLOSE")]
    public async Task Only_the_approved_comment_is_posted_with_the_disclosure_once_and_the_sites_id()
    {
        var screen = await first.SignInAsync();
        var id = await screen.ReviewAsync();
        Assert.Empty(await first.Program.CommentsAsync());

        await screen.Button("Approve").ClickAsync();
        await screen.ShowsStatusAsync("Posted");

        var comment = Assert.Single(await first.Program.CommentsAsync());
        var shown = await (await first.OpenSiteAsync()).BotCommentsAsync(comment.ArticleId);
        Assert.Equal(comment.Id, (await first.Program.RecordAsync(id)).GetProperty("siteCommentId").GetString());
        await Assertions.Expect(shown).ToHaveCountAsync(1);
        await Assertions.Expect(shown.GetByText(EmbeddedProgram.Disclosure)).ToHaveCountAsync(1);
        first.AssertQuiet(screen);
    }

    [Fact]
    public async Task A_rejected_comment_is_kept_with_its_reason()
    {
        var screen = await first.SignInAsync();
        var id = await screen.ReviewAsync();

        await screen.RejectAsync("Wrong tone for a child");

        await screen.ShowsStatusAsync("Rejected");
        await Assertions.Expect(screen.History).ToContainTextAsync("Wrong tone for a child");
        Assert.Equal("rejected", (await first.Program.RecordAsync(id)).GetProperty("status").GetString());
        first.AssertQuiet(screen);
    }

    [Fact]
    public async Task The_process_stops_and_starts_from_the_screen()
    {
        var screen = await first.SignInAsync();

        await screen.Button($"Stop {OperatorScreen.DemoProcess}").ClickAsync();
        await screen.ShowsStatusAsync("Stopped");
        Assert.Equal("stopped", await first.Program.ProcessStatusAsync());
        await screen.Button($"Start {OperatorScreen.DemoProcess}").ClickAsync();
        await screen.ShowsStatusAsync("Running");

        Assert.Equal("running", await first.Program.ProcessStatusAsync());
        first.AssertQuiet(screen);
    }

    [Fact]
    public async Task The_keys_alone_reject()
    {
        var screen = await first.SignInAsync();
        await screen.ReviewAsync();

        await screen.Page.Keyboard.PressAsync("r");
        await Assertions.Expect(screen.Page.GetByRole(AriaRole.Dialog).GetByLabel("Reason")).ToBeFocusedAsync();
        await screen.Page.Keyboard.TypeAsync("Too general");
        await screen.Page.Keyboard.PressAsync("Enter");

        await screen.ShowsStatusAsync("Rejected");
        first.AssertQuiet(screen);
    }

    [Fact]
    public async Task Who_goes_by_keys_sees_where_they_are()
    {
        var screen = await first.SignInAsync();
        await screen.ReviewAsync();

        await screen.TabToAsync("Approve");

        await Assertions.Expect(screen.Button("Approve")).ToHaveCSSAsync("outline-style", "solid");
        await screen.TabToAsync("Reject");
        await Assertions.Expect(screen.Button("Reject")).ToHaveCSSAsync("outline-style", "solid");
        await Assertions.Expect(screen.Button("Approve")).ToHaveCSSAsync("outline-style", "none");
    }

    [Fact]
    public async Task Who_signs_out_sees_nothing_any_more()
    {
        var screen = await first.SignInAsync();

        await screen.SignOutAsync();
        await Assertions.Expect(screen.Heading("Sign in")).ToBeVisibleAsync();
        await screen.Page.GotoAsync(first.Program.Address.ToString());

        await Assertions.Expect(screen.Heading("Sign in")).ToBeVisibleAsync();
        first.AssertQuiet(screen);
    }

    [Fact]
    public async Task A_wrong_address_gets_a_page_that_leads_back()
    {
        var screen = await first.SignInAsync();

        await screen.Page.GotoAsync(new Uri(first.Program.Address, "no/such/page").ToString());
        await screen.Page.GetByRole(AriaRole.Link, new() { Name = "All processes", Exact = true }).ClickAsync();

        await screen.ShowsStatusAsync("Running");
        Assert.Empty(first.Program.Errors);
    }

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task Every_text_has_contrast_enough(ColorScheme scheme)
    {
        var screen = await first.OpenAsync(scheme: scheme);
        await screen.SignInAsync(first.Program.SignIns[0].Email, "guessed");
        await Assertions.Expect(screen.Alert).ToBeVisibleAsync();
        Assert.Empty(await Contrast.FaintAsync(screen.Page));

        await screen.SignInAsync(first.Program.SignIns[0].Email, first.Program.SignIns[0].Password);
        await screen.ShowsStatusAsync("Running");
        Assert.Empty(await Contrast.FaintAsync(screen.Page));
        await screen.ReviewAsync();
        Assert.Empty(await Contrast.FaintAsync(screen.Page));
    }

    [Fact]
    public async Task On_a_phone_nothing_must_be_pushed_sideways()
    {
        var screen = await first.OpenAsync(390, 844);
        Assert.False(await screen.IsTooWideAsync(), "The sign-in page is too wide.");
        await screen.SignInAsync(first.Program.SignIns[0].Email, first.Program.SignIns[0].Password);
        await screen.ShowsStatusAsync("Running");
        Assert.False(await screen.IsTooWideAsync(), "The processes are too wide.");

        await screen.ReviewAsync();

        Assert.False(await screen.IsTooWideAsync(), "The record is too wide.");
        Assert.True((await screen.Comment.BoundingBoxAsync())!.Y > (await screen.Article.BoundingBoxAsync())!.Y);
        first.AssertQuiet(screen);
    }
}
