using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace Pipeline.DemoSite.Tests.Driving;

/// <summary>A browser by hand: keeps cookies, follows nothing, fills in the fields that the page itself has.</summary>
internal sealed class Visitor : IDisposable
{
    private readonly SocketsHttpHandler handler = new() { AllowAutoRedirect = false };
    private readonly HttpClient client;

    public Visitor(Uri address) => client = new HttpClient(handler) { BaseAddress = address };

    /// <summary>What the browser sends as Referer; by default the page that the form was on.</summary>
    public string? Referer { get; set; } = "page";

    /// <summary>When it ends, the browser no longer waits for the answer to a form.</summary>
    public CancellationToken Patience { get; set; } = TestContext.Current.CancellationToken;

    public Task<HttpResponseMessage> GetAsync(string path) => client.GetAsync(path, TestContext.Current.CancellationToken);

    public async Task<IHtmlDocument> PageAsync(string path) => await PageOf(await GetAsync(path));

    public static async Task<IHtmlDocument> PageOf(HttpResponseMessage answer) =>
        new HtmlParser().ParseDocument(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));

    public Task<HttpResponseMessage> LogInAsync(string username, string password) =>
        SubmitAsync("/accounts/login/", "form:not([action])", new() { ["username"] = username, ["password"] = password });

    public Task<HttpResponseMessage> CommentAsync(int article, string text) =>
        SubmitAsync($"/article/{article}/", "form#comment-create", new() { ["text"] = text, ["status"] = "20" });

    /// <summary>Opens a page, fills in one of its forms and sends it.</summary>
    public async Task<HttpResponseMessage> SubmitAsync(string page, string form, Dictionary<string, string> fields)
    {
        var element = (IHtmlFormElement)(await PageAsync(page)).QuerySelector(form)!;
        fields.TryAdd("csrfmiddlewaretoken", element.QuerySelector("[name=csrfmiddlewaretoken]")!.GetAttribute("value")!);
        return await PostAsync(element.GetAttribute("action") ?? page, page, fields);
    }

    public Task<HttpResponseMessage> PostAsync(string path, string page, Dictionary<string, string> fields)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new FormUrlEncodedContent(fields) };
        if (Referer is not null) request.Headers.Referrer = Referer == "page" ? new Uri(client.BaseAddress!, page) : new Uri(Referer);
        return client.SendAsync(request, Patience);
    }

    public void DropCookie(string name)
    {
        foreach (System.Net.Cookie cookie in handler.CookieContainer.GetAllCookies())
            if (cookie.Name == name) cookie.Expired = true;
    }

    /// <summary>A second browser with the same cookies.</summary>
    public Visitor Twin(Uri? address = null)
    {
        var twin = new Visitor(address ?? client.BaseAddress!);
        foreach (System.Net.Cookie cookie in handler.CookieContainer.GetAllCookies())
            twin.handler.CookieContainer.Add(twin.client.BaseAddress!, new System.Net.Cookie(cookie.Name, cookie.Value));
        return twin;
    }

    public void Dispose()
    {
        client.Dispose();
        handler.Dispose();
    }
}
