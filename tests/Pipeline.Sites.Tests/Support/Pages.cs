namespace Pipeline.Sites.Tests.Support;

/// <summary>Pages as the platform writes them, cut to what matters.</summary>
internal static class Pages
{
    public const string LogOut = """<form method="post" action="/accounts/logout/"><input type="hidden" name="csrfmiddlewaretoken" value="out1"></form>""";

    public const string LogIn = """
        <form method="post"><input type="hidden" name="csrfmiddlewaretoken" value="login1"><input type="hidden" name="next" value="">
        <input name="username"><input type="password" name="password"></form>
        """;

    public const string Home = LogOut + "<h1>Hallo!</h1>";

    public const string CommentForm = """
        <form id="comment-create" method="post" action="/article/101/comment/"><input type="hidden" name="csrfmiddlewaretoken" value="comment1"></form>
        """;

    public static string Article(params string[] comments) =>
        $"{LogOut}<h1>Der Fuchs von Mia</h1><div class=\"article\"><div class=\"highlight-target\"><p>Text</p></div></div>{string.Concat(comments)}{CommentForm}";

    public static string Comment(string text, int? ownId = null) => $"""
        <div class="comment"><div class="card"><div class="card-body"><h5 class="card-title">von Bot</h5><h6 class="card-subtitle">1. April 2026, 10:39</h6>
        <span class="card-text">{text}</span>{(ownId is null ? "" : $"<a class=\"card-link\" href=\"/comment/{ownId}/\">bearbeiten</a>")}</div></div></div>
        """;

    public static string Refused(string error) =>
        LogOut + CommentForm.Replace("<input", $"<ul class=\"errorlist\"><li>{error}</li></ul><input", StringComparison.Ordinal);
}
