using System.Globalization;
using System.Text.RegularExpressions;

namespace Pipeline.Sites.MyMoment;

/// <summary>The platform's addresses.</summary>
internal static partial class Routes
{
    public const string Home = "/";
    public const string LogIn = "/accounts/login/";
    public const string LogOut = "/accounts/logout/";
    public const string Articles = "/articles/";

    public static bool IsLogIn(Uri address) => address.AbsolutePath.StartsWith("/accounts/login", StringComparison.Ordinal);

    public static string Index(IndexQuery query) =>
        $"{Articles}?tab={Uri.EscapeDataString(query.Tab)}&kategorie={Number(query.Category)}&aufgabe={Number(query.Task)}";

    public static string Article(string externalId) => $"/article/{externalId}/";

    public static string CommentOn(string externalId) => $"/article/{externalId}/comment/";

    public static string Comment(string commentId) => $"/comment/{commentId}/";

    public static bool IsId(string text) => text.Length <= 18 && Digits().IsMatch(text);

    /// <summary>The article that a link leads to; null: it leads elsewhere, to a draft's editor for instance.</summary>
    public static string? ArticleIdIn(string? href) => IdIn(ArticleLink(), href);

    /// <summary>The comment that a link leads to; null: it leads elsewhere.</summary>
    public static string? CommentIdIn(string? href) => IdIn(CommentLink(), href);

    public static bool IsDraft(string? href) => href is not null && DraftLink().IsMatch(href);

    private static string? IdIn(Regex pattern, string? href) => pattern.Match(href ?? "") is { Success: true } match ? match.Groups[1].Value : null;

    private static string Number(int? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "";

    [GeneratedRegex("^[0-9]+$")]
    private static partial Regex Digits();

    [GeneratedRegex("^/article/([0-9]{1,18})/?$")]
    private static partial Regex ArticleLink();

    [GeneratedRegex("^/comment/([0-9]{1,18})/?$")]
    private static partial Regex CommentLink();

    [GeneratedRegex("^/article/edit/[0-9]+/?$")]
    private static partial Regex DraftLink();
}
