namespace Pipeline.DemoSite.Pages;

internal static class ErrorPage
{
    public static HtmlResult Forbidden(HttpContext context, string text = "Du darfst diese Seite nicht ansehen.") =>
        Of(context, StatusCodes.Status403Forbidden, "Verboten", text);

    public static HtmlResult NotFound(HttpContext context) =>
        Of(context, StatusCodes.Status404NotFound, "Nicht gefunden", "Diese Seite gibt es nicht (mehr).");

    public static HtmlResult Of(HttpContext context, int status, string title, string text) => new(
        PageFrame.Around(context, title, Html.Of($"""
            <section class="panel"><h1>{status} – {title}</h1><p>{text}</p><p><a href="/">Zur Startseite</a></p></section>
            """)),
        status);
}
