using Pipeline.DemoSite.Sessions;

namespace Pipeline.DemoSite.Pages;

/// <summary>What surrounds every page. Its log-out form comes first on the page, with a CSRF field of its own.</summary>
internal static class PageFrame
{
    public static Html Around(HttpContext context, string title, Html content) => Html.Of($"""
        <!DOCTYPE html>
        <html lang="de-CH">
        <head>
          <meta charset="utf-8">
          <meta name="viewport" content="width=device-width, initial-scale=1">
          <title>{title} – myMoment (Demo)</title>
          <link rel="stylesheet" href="/static/site.css">
          <link rel="icon" href="/static/icon.svg" type="image/svg+xml">
        </head>
        <body>
          <nav class="navbar"><div class="container">
            <a class="navbar-brand" href="/"><span class="brand-dot"></span>myMoment <small>Demo</small></a>
            {Navigation(context)}
          </div></nav>
          <main class="container">
          {content}
          </main>
          <footer class="container">Nachgestellte Plattform zum Ausprobieren. Alle Personen und Texte sind erfunden.</footer>
          <script src="/static/site.js"></script>
        </body>
        </html>
        """);

    private static Html Navigation(HttpContext context) => context.Visit().Account is not { } account
        ? Html.Of($"""<div class="navbar-nav"><a class="nav-link" href="/accounts/login/">Anmelden</a></div>""")
        : Html.Of($"""
            <div class="navbar-nav">
              <a class="nav-link" href="/articles/">Texte</a>
              <span class="navbar-text">{account.DisplayName}</span>
              <form method="post" action="/accounts/logout/">{context.CsrfField()}<button class="btn btn-outline" type="submit">Abmelden</button></form>
            </div>
            """);
}
