using System.Text.Json;
using System.Text.Json.Nodes;
using AngleSharp.Html.Dom;
using Pipeline.Sites.Html;
using Pipeline.Sites.MyMoment;

namespace Pipeline.Sites.Tests.MyMoment;

/// <summary>Each pair page.html and page.json in Fixtures/mymoment is a test: the page, which reader reads it, and what comes out.</summary>
public sealed class PageFixtures
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Fixtures", "mymoment");
    private static readonly Uri Site = new("https://site.test/");

    public static TheoryData<string> Names => [.. Directory.EnumerateFiles(Folder, "*.html").Select(file => Path.GetFileNameWithoutExtension(file)!).Order()];

    [Theory]
    [MemberData(nameof(Names))]
    [Trait("Promise", "P-SCOPE")]
    public void Page_is_read_as_its_pair_says(string name)
    {
        var pair = JsonNode.Parse(File.ReadAllText(Path.Combine(Folder, $"{name}.json")))!.AsObject();
        var page = SafeHtml.Parse(File.ReadAllText(Path.Combine(Folder, $"{name}.html")));
        if (pair["error"] is { } error)
        {
            Assert.Equal((string?)error, Assert.Throws<SiteException>(() => Read(pair, page)).Message);
            return;
        }

        var read = JsonSerializer.SerializeToNode(Read(pair, page), JsonSerializerOptions.Web);
        Assert.True(JsonNode.DeepEquals(pair["expect"], read), $"Expected {pair["expect"]}, but read {read}");
    }

    private static object? Read(JsonObject pair, IHtmlDocument page) => (string)pair["read"]! switch
    {
        "tabs" => TabStrip.Read(page),
        "index" => IndexPage.Read(page, (string)pair["tab"]!, Site),
        "article" => ArticleText.Read(page, "101", (string?)pair["knownAuthor"], Site),
        "comments" => Plain(CommentSection.Read(page, "101", Site)),
        "refusal" => CommentSection.Refusal(page),
        "login" => new { token = SignInForm.Token(page), loggedIn = SignInForm.IsLoggedIn(page), asksForLogin = SignInForm.AsksForLogin(page) },
        "proof" => new { loggedIn = SignInForm.IsLoggedIn(page), asksForLogin = SignInForm.AsksForLogin(page), logOutToken = SignInForm.LogOutToken(page) },
        var unknown => throw new InvalidDataException($"No reader is called {unknown}."),
    };

    private static object Plain(CommentPage page) => new { page.ExternalId, page.Address, page.Form, page.Comments };
}
