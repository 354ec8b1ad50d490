using System.Net;
using AngleSharp.Html.Dom;
using Pipeline.Domain.Errors;
using Pipeline.Domain.Sites;
using Pipeline.Sites.Html;
using Pipeline.Sites.Http;

namespace Pipeline.Sites.MyMoment;

/// <summary>The myMoment writing platform: fetches pages and leaves their reading to one small reader a page.</summary>
internal sealed class MyMomentSite : ISite
{
    public SiteKind Kind => SiteKind.MyMoment;

    public SiteCosts Costs { get; } = new(Check: 1, LogIn: 3, LogOut: 2, Tabs: 1, Index: 1, Article: 1, CommentPage: 1, PostComment: 2);

    public async Task CheckAsync(SiteExchange exchange, CancellationToken cancellationToken)
    {
        var page = await exchange.GetAsync(exchange.At(Routes.LogIn), null, cancellationToken);
        page.ThrowUnlessOk();
        _ = SignInForm.Token(SafeHtml.Parse(page.Body));
    }

    public async Task<SiteSession> LogInAsync(SiteExchange exchange, SiteCredentials credentials, CancellationToken cancellationToken)
    {
        // An old session's cookies would let a dead login look alive.
        exchange.ForgetSession();
        var address = exchange.At(Routes.LogIn);
        var page = await exchange.GetAsync(address, null, cancellationToken);
        page.ThrowUnlessOk();
        var token = SignInForm.Token(SafeHtml.Parse(page.Body));
        var answer = await exchange.PostAsync(new SiteForm(address, address, LogInFields(token, credentials)), cancellationToken);
        if (answer.RedirectsTo is null) throw WhyNotLoggedIn(answer);
        var home = await exchange.GetAsync(exchange.At(Routes.Home), Routes.IsLogIn, cancellationToken);
        if (home.RedirectsTo is null) home.ThrowUnlessOk();
        if (home.RedirectsTo is not null || !SignInForm.IsLoggedIn(SafeHtml.Parse(home.Body)))
            throw SignInForm.Changed("the site took the login, but its start page doesn't offer to log out");
        return exchange.Session;
    }

    public async Task LogOutAsync(SiteExchange exchange, CancellationToken cancellationToken)
    {
        var address = exchange.At(Routes.Home);
        var home = await exchange.GetAsync(address, Routes.IsLogIn, cancellationToken);
        if (home.RedirectsTo is null) home.ThrowUnlessOk();
        if (home.RedirectsTo is null && SignInForm.LogOutToken(SafeHtml.Parse(home.Body)) is { } token)
        {
            var form = new SiteForm(exchange.At(Routes.LogOut), address, [new("csrfmiddlewaretoken", token)]);
            var answer = await exchange.PostAsync(form, cancellationToken);
            if (answer.RedirectsTo is null) answer.ThrowUnlessOk();
        }

        exchange.ForgetSession();
    }

    public async Task<IReadOnlyList<SiteTab>> ReadTabsAsync(SiteExchange exchange, CancellationToken cancellationToken) =>
        await ReadAsync(exchange, Routes.Articles, TabStrip.Read, cancellationToken);

    public async Task<SiteIndex> ReadIndexAsync(SiteExchange exchange, IndexQuery query, CancellationToken cancellationToken)
    {
        if (!MyMomentFilters.IsUsableTab(query.Tab)) throw new SiteException(ErrorKind.Configuration, $"The tab \"{query.Tab}\" is not read: a process names its class tab.");
        return await ReadAsync(exchange, Routes.Index(query), page => IndexPage.Read(page, query.Tab, exchange.BaseAddress), cancellationToken);
    }

    public async Task<SiteArticle> ReadArticleAsync(SiteExchange exchange, string externalId, string? knownAuthor, CancellationToken cancellationToken) =>
        await ReadAsync(exchange, ArticlePath(externalId), page => ArticleText.Read(page, externalId, knownAuthor, exchange.BaseAddress), cancellationToken);

    public async Task<CommentPage> ReadCommentPageAsync(SiteExchange exchange, string externalId, CancellationToken cancellationToken) =>
        await ReadAsync(exchange, ArticlePath(externalId), page => ProvenCommentPage(page, externalId, exchange.BaseAddress), cancellationToken);

    public Task<CommentReceipt> PostCommentAsync(SiteExchange exchange, CommentPage page, CommentDraft draft, CancellationToken cancellationToken) =>
        new CommentPost(exchange, page, draft, ReadCommentPageAsync).RunAsync(cancellationToken);

    private static CommentPage ProvenCommentPage(IHtmlDocument page, string externalId, Uri baseAddress) =>
        SignInForm.IsLoggedIn(page) ? CommentSection.Read(page, externalId, baseAddress) : throw new SiteSessionExpiredException();

    private static async Task<T> ReadAsync<T>(SiteExchange exchange, string path, Func<IHtmlDocument, T> read, CancellationToken cancellationToken)
    {
        var answer = await exchange.GetAsync(exchange.At(path), Routes.IsLogIn, cancellationToken);
        if (answer.RedirectsTo is { } target && Routes.IsLogIn(target)) throw new SiteSessionExpiredException();
        answer.ThrowUnlessOk();
        var page = SafeHtml.Parse(answer.Body);
        return SignInForm.AsksForLogin(page) ? throw new SiteSessionExpiredException() : read(page);
    }

    private static string ArticlePath(string externalId) =>
        Routes.IsId(externalId) ? Routes.Article(externalId) : throw new SiteException(ErrorKind.Configuration, $"\"{externalId}\" is not an article's number.");

    private static KeyValuePair<string, string>[] LogInFields(string token, SiteCredentials credentials) =>
        [new("csrfmiddlewaretoken", token), new("next", ""), new("username", credentials.Username), new("password", credentials.Password)];

    private static SiteException WhyNotLoggedIn(SitePage answer)
    {
        if (answer.Status != HttpStatusCode.OK) return answer.ToError(WriteState.NotSent);
        return SignInForm.AsksForLogin(SafeHtml.Parse(answer.Body))
            ? new SiteException(ErrorKind.Auth, "The site refused the user name or the password.")
            : SignInForm.Changed("the login was answered by neither a redirect nor the login form");
    }
}
