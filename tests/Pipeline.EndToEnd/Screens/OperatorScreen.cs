using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Pipeline.EndToEnd.Screens;

/// <summary>The first screen in a browser, by what a person sees of it: headings, labels, buttons.</summary>
internal sealed class OperatorScreen(IPage page, Uri address)
{
    public const string DemoProcess = "Demo: Klasse 4a";

    private readonly List<string> complaints = [];

    public IPage Page => page;

    /// <summary>What the browser's console and network complained of.</summary>
    public IReadOnlyList<string> Complaints => complaints;

    public ILocator Article => page.GetByRole(AriaRole.Region, new() { Name = "Article", Exact = true });

    public ILocator Comment => page.GetByRole(AriaRole.Region, new() { Name = "Comment", Exact = true });

    public ILocator History => page.GetByRole(AriaRole.Region, new() { Name = "What happened" });

    /// <summary>The alert of the sign-in page or of an action.</summary>
    public ILocator Alert => page.GetByRole(AriaRole.Alert).Filter(new() { Visible = true });

    public async Task OpenAsync(string path = "")
    {
        page.Console += (_, message) => Complain(message.Type == "error", $"console: {message.Text}");
        page.PageError += (_, error) => Complain(true, $"script: {error}");
        page.Response += (_, answer) => Complain(answer.Status >= 400, $"{answer.Status} {answer.Url}");
        await page.GotoAsync(new Uri(address, path).ToString());
    }

    public async Task SignInAsync(string email, string password)
    {
        await page.GetByLabel("E-mail").FillAsync(email);
        await page.GetByLabel("Password").FillAsync(password);
        await Button("Sign in").ClickAsync();
    }

    /// <summary>Whether the sign-in page would send this name.</summary>
    public async Task<bool> IsTypableAsync(string email)
    {
        await page.GetByLabel("E-mail").FillAsync(email);
        return await page.GetByLabel("E-mail").EvaluateAsync<bool>("field => field.checkValidity()");
    }

    public Task SignOutAsync() => Button("Sign out").ClickAsync();

    /// <summary>Goes to a comment that awaits approval, from the list of processes.</summary>
    /// <returns>The record's id.</returns>
    public async Task<string> ReviewAsync()
    {
        await page.GotoAsync(address.ToString());
        await page.GetByRole(AriaRole.Link, new() { NameRegex = new("^Review ") }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Review one by one" }).ClickAsync();
        await Assertions.Expect(Button("Approve")).ToBeEnabledAsync();
        return Path.GetFileName(new Uri(page.Url).AbsolutePath);
    }

    public async Task RejectAsync(string reason)
    {
        await Button("Reject").ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog);
        await dialog.GetByLabel("Reason").FillAsync(reason);
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Reject" }).ClickAsync();
    }

    /// <summary>Goes to a button by the tab key alone.</summary>
    public async Task TabToAsync(string name)
    {
        for (var presses = 0; presses < 30; presses++)
        {
            await page.Keyboard.PressAsync("Tab");
            if (await Button(name).EvaluateAsync<bool>("button => button === document.activeElement")) return;
        }

        Assert.Fail($"The tab key doesn't lead to '{name}'.");
    }

    public ILocator Heading(string name) => page.GetByRole(AriaRole.Heading, new() { Name = name, Exact = true });

    public ILocator Button(string name) => page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    /// <summary>A word of the page's head, the status of a process or a record.</summary>
    public Task ShowsStatusAsync(string status, TimeSpan? patience = null) => Assertions.Expect(page.GetByRole(AriaRole.Status, new() { Name = "Status" }))
        .ToHaveTextAsync(status, new() { Timeout = (float?)patience?.TotalMilliseconds });

    /// <summary>The numbers of a process along the way.</summary>
    public ILocator Counts => page.GetByRole(AriaRole.Group, new() { Name = "Records by stage" });

    /// <summary>Waits until a stage has so many records.</summary>
    public Task CountsAsync(int number, string stage) => Assertions.Expect(Counts).ToContainTextAsync(new Regex($@"(?<!\d){number}\s*{stage}"), new() { UseInnerText = true });

    /// <summary>Something that is gone once the page has been loaded anew.</summary>
    public Task MarkPageAsync() => page.EvaluateAsync("window.marked = true");

    public Task<bool> IsMarkedAsync() => page.EvaluateAsync<bool>("window.marked === true");

    /// <summary>Whether the page must be pushed sideways to be read.</summary>
    public Task<bool> IsTooWideAsync() => page.EvaluateAsync<bool>("document.documentElement.scrollWidth > document.documentElement.clientWidth");

    private void Complain(bool wrong, string complaint)
    {
        if (wrong) complaints.Add(complaint);
    }
}
