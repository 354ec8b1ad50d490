using Pipeline.DemoSite.Platform;
using Pipeline.DemoSite.Sessions;

namespace Pipeline.DemoSite.Pages;

/// <summary>The pages on which a person changes an own comment or an own text.</summary>
internal static class EditPages
{
    public static Html Comment(HttpContext context, Comment comment, CommentForm form) => PageFrame.Around(context, "Kommentar bearbeiten", Html.Of($"""
        {CommentFormView.Render(context, $"/comment/{comment.Id}/", "comment-update", "Kommentar bearbeiten", form)}
        <p><a href="/article/{comment.ArticleId}/">Zurück zum Text</a></p>
        """));

    public static Html Article(HttpContext context, Article article, IReadOnlyList<string> errors) => PageFrame.Around(context, "Text bearbeiten", Html.Of($"""
        <form id="article-update" class="panel" method="post" action="/article/edit/{article.Id}/">
          <h1>Text bearbeiten</h1>
          {CommentFormView.Errors(errors)}
          {context.CsrfField()}
          <label for="id_title">Titel</label>
          <input class="form-control" id="id_title" name="title" maxlength="200" value="{article.Title}">
          <label for="id_text">Text</label>
          <textarea class="form-control" id="id_text" name="text" rows="10">{string.Join("\n", article.Paragraphs)}</textarea>
          <label class="form-check"><input type="checkbox" name="publish"{Html.Flag(article.Status != ArticleStatus.Draft, "checked")}> Veröffentlichen</label>
          <button class="btn btn-primary" type="submit">Speichern</button>
        </form>
        """));
}
