using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Pipeline.Domain.Errors;

namespace Pipeline.Sites.MyMoment;

/// <summary>The login form, and what proves that an account is logged in.</summary>
internal static class SignInForm
{
    /// <summary>The one proof of a login: the page offers to log out.</summary>
    public static bool IsLoggedIn(IHtmlDocument page) => LogOutForm(page) is not null;

    /// <summary>Whether the page asks for a login instead of showing what was asked for.</summary>
    public static bool AsksForLogin(IHtmlDocument page) => !IsLoggedIn(page) && Find(page) is not null;

    /// <summary>The login form's token.</summary>
    public static string Token(IHtmlDocument page) =>
        TokenIn(Find(page) ?? throw Changed("the login page has no login form")) ?? throw Changed("the login form has no CSRF token");

    /// <summary>The logout form's token; null: nobody is logged in.</summary>
    public static string? LogOutToken(IHtmlDocument page) =>
        LogOutForm(page) is { } form ? TokenIn(form) ?? throw Changed("the logout form has no CSRF token") : null;

    /// <summary>A form's own token: pages hold several.</summary>
    public static string? TokenIn(IElement form) =>
        form.QuerySelector("input[name=csrfmiddlewaretoken]")?.GetAttribute("value") is { Length: > 0 } token ? token : null;

    public static SiteException Changed(string fault) => new(ErrorKind.SiteChanged, $"The page isn't shaped as known: {fault}.");

    private static IElement? Find(IHtmlDocument page) =>
        page.Forms.FirstOrDefault(form => form.QuerySelector("input[name=username]") is not null && form.QuerySelector("input[name=password]") is not null);

    private static IElement? LogOutForm(IHtmlDocument page) => page.QuerySelector($"form[action=\"{Routes.LogOut}\"]");
}
