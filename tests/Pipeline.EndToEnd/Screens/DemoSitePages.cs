using Microsoft.Playwright;

namespace Pipeline.EndToEnd.Screens;

/// <summary>The demo site in a browser, as the teacher of class 4a.</summary>
internal sealed class DemoSitePages(IPage page, Uri site)
{
    /// <summary>The comments of an article that the bots wrote, as its page shows them.</summary>
    public async Task<ILocator> BotCommentsAsync(string articleId)
    {
        await page.GotoAsync(new Uri(site, $"article/{articleId}/").ToString());
        await page.GetByLabel("Benutzername").FillAsync("frau.keller");
        await page.GetByLabel("Passwort").FillAsync("frau.keller-demo");
        await page.GetByRole(AriaRole.Button, new() { Name = "Anmelden" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Kommentare" })).ToBeVisibleAsync();
        return page.GetByText("von Lesebot").Locator("xpath=..");
    }
}
