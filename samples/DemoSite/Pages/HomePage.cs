using Pipeline.DemoSite.Accounts;
using Pipeline.DemoSite.Platform;
using Pipeline.DemoSite.Sessions;

namespace Pipeline.DemoSite.Pages;

internal static class HomePage
{
    public static Html Render(HttpContext context, AccountDirectory accounts) => PageFrame.Around(
        context, "Startseite", context.Visit().Account is { } account ? Welcome(account) : Introduction(accounts));

    private static Html Welcome(DemoAccount account) => Html.Of($"""
        <section class="hero">
          <h1>Hallo {account.DisplayName}!</h1>
          <p>Schön, dass du da bist. Lies, was die anderen geschrieben haben, und gib ihnen eine Rückmeldung.</p>
          <p>{Html.Join(account.Tabs.Select(tab => Html.Of($"""<a class="btn btn-primary" href="/articles/?tab={tab}">{Classrooms.Find(tab)?.Name}</a> """)))}</p>
        </section>
        """);

    private static Html Introduction(AccountDirectory accounts) => Html.Of($"""
        <section class="hero">
          <h1>Schreiben, lesen, kommentieren</h1>
          <p>Hier zeigen Kinder einander ihre Texte. Diese Ausgabe der Plattform ist eine Nachbildung zum Ausprobieren:
             Melde dich mit einem der Konten unten an.</p>
          <p><a class="btn btn-primary" href="/accounts/login/">Anmelden</a></p>
        </section>
        <section class="panel">
          <h2>Konten</h2>
          <table class="table">
            <thead><tr><th>Benutzername</th><th>Passwort</th><th>Name</th><th>Rolle</th><th>Klassen</th></tr></thead>
            <tbody>{Html.Join(accounts.All.Select(Row))}</tbody>
          </table>
        </section>
        """);

    private static Html Row(DemoAccount account) => Html.Of($"""
        <tr><td><code>{account.Username}</code></td><td><code>{account.Password}</code></td><td>{account.DisplayName}</td>
        <td>{RoleName(account.Role)}</td><td>{string.Join(", ", account.Tabs.Select(t => Classrooms.Find(t)?.Name ?? $"{t}"))}</td></tr>
        """);

    private static string RoleName(AccountRole role) => role switch
    {
        AccountRole.Pupil => "Schülerin, Schüler",
        AccountRole.Bot => "Forschung (Bot)",
        AccountRole.Teacher => "Lehrperson",
        _ => "Verwaltung",
    };
}
