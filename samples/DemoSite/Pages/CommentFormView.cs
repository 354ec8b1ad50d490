using Pipeline.DemoSite.Platform;
using Pipeline.DemoSite.Sessions;

namespace Pipeline.DemoSite.Pages;

internal static class CommentFormView
{
    public static readonly IReadOnlyDictionary<CommentStatus, string> Statuses = new SortedDictionary<CommentStatus, string>
    {
        [CommentStatus.Draft] = "Entwurf",
        [CommentStatus.TeacherCheck] = "Lehrpersonenkontrolle",
        [CommentStatus.Published] = "Publiziert",
        [CommentStatus.Archived] = "Archiviert",
    };

    public static Html Render(HttpContext context, string action, string id, string title, CommentForm form) => Html.Of($"""
        <form id="{id}" class="panel" method="post" action="{action}">
          <h3>{title}</h3>
          {Errors(form.Errors)}
          {context.CsrfField()}
          <input type="hidden" name="highlight" value="{form.Highlight}">
          <textarea class="form-control" name="text" rows="5" placeholder="Was möchtest du dazu sagen?">{form.Text}</textarea>
          <div class="form-row">
            <label>Status <select class="form-select" name="status">{Html.Join(Statuses.Select(s => Option(s.Key, s.Value, s.Key == form.Status)))}</select></label>
            <label class="form-check"><input type="checkbox" name="hide"{Html.Flag(form.Hide, "checked")}> Kommentar verstecken</label>
            <button class="btn btn-primary" type="submit">Speichern</button>
          </div>
        </form>
        """);

    private static Html Option(CommentStatus status, string name, bool chosen) =>
        Html.Of($"""<option value="{(int)status}"{Html.Flag(chosen, "selected")}>{name}</option>""");

    public static Html Errors(IReadOnlyList<string> errors) => errors.Count == 0 ? Html.Empty : Html.Of($"""
        <div class="alert alert-danger"><ul class="errorlist">{Html.Join(errors.Select(e => Html.Of($"<li>{e}</li>")))}</ul></div>
        """);
}
