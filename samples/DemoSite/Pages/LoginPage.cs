using Pipeline.DemoSite.Sessions;

namespace Pipeline.DemoSite.Pages;

internal static class LoginPage
{
    public static Html Render(HttpContext context, string next, string username = "", string? error = null) => PageFrame.Around(context, "Anmelden", Html.Of($"""
        <section class="panel panel-narrow">
          <h1>Anmelden</h1>
          {(error is null ? Html.Empty : Html.Of($"""<div class="alert alert-danger"><ul class="errorlist nonfield"><li>{error}</li></ul></div>"""))}
          <form method="post">
            {context.CsrfField()}
            <input type="hidden" name="next" value="{next}">
            <label for="id_username">Benutzername</label>
            <input class="form-control" type="text" name="username" id="id_username" maxlength="150" autocomplete="username" value="{username}" required autofocus>
            <label for="id_password">Passwort</label>
            <input class="form-control" type="password" name="password" id="id_password" autocomplete="current-password" required>
            <button class="btn btn-primary" type="submit">Anmelden</button>
          </form>
          <p class="muted">Die Konten der Demo stehen auf der <a href="/">Startseite</a>.</p>
        </section>
        """));
}
