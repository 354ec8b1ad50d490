using Pipeline.DemoSite.Platform;
using Pipeline.DemoSite.Sessions;

namespace Pipeline.DemoSite.Pages;

/// <summary>What an article's page shows to one account.</summary>
internal sealed record ArticleView(Article Article, IReadOnlyList<Comment> Comments, int Likes, bool LikedByMe, int Views);

/// <summary>The text, its comments and the comment form. The dialogs at the end bring further <c>h1</c>.</summary>
internal static class ArticlePage
{
    public static Html Render(HttpContext context, ArticleView view, CommentForm form)
    {
        var article = view.Article;
        return PageFrame.Around(context, article.Title, Html.Of($"""
            <article class="panel">
              <h1>{article.Title} von {article.AuthorName}</h1>
              <h6>Aktualisiert am: {SwissTime.Minute(article.EditedAt)} Uhr</h6>
              <ul class="social">
                <li>Kategorie: {Choices.Categories[article.Category]}</li>
                <li>Aufgabe: {Choices.Tasks[article.Task]}</li>
                <li>Likes: {view.Likes}</li>
                <li>Views: {view.Views}</li>
              </ul>
              {Body(article)}
              <form class="like" method="post" action="/article/{article.Id}/like/">{context.CsrfField()}<button class="btn btn-outline" type="submit">{(view.LikedByMe ? "♥ Gefällt mir nicht mehr" : "♡ Gefällt mir")}</button>
                <button class="btn btn-link" type="button" data-dialog="dialog-help">Wie schreibe ich einen guten Kommentar?</button></form>
            </article>
            <section class="comments">
              <h2>Kommentare</h2>
              {Html.Join(view.Comments.Select(c => CommentCard.Render(c, context.SignedInAccount())))}
              {CommentFormView.Render(context, $"/article/{article.Id}/comment/", "comment-create", "Kommentar schreiben", form)}
            </section>
            {Dialog("dialog-help", "Ein guter Kommentar", "Sag zuerst, was dir gefällt. Stell dann eine Frage oder gib einen Tipp. Bleib freundlich.")}
            {Dialog("dialog-report", "Text melden von dieser Seite", "Stimmt etwas mit diesem Text nicht? Sprich mit deiner Lehrperson.")}
            """));
    }

    private static Html Body(Article article)
    {
        var spoken = string.Join("\n\n", article.Paragraphs);
        var paragraphs = article.OnlyInReadAloudField ? Html.Empty : Html.Join(article.Paragraphs.Select(p => Html.Of($"<p>{p}</p>")));
        return Html.Of($"""
            <div class="article"><div class="highlight-target">{paragraphs}</div></div>
            <textarea id="text-to-speech" readonly{Html.Flag(!article.OnlyInReadAloudField, "class=\"d-none\"")}>{spoken}</textarea>
            """);
    }

    private static Html Dialog(string id, string title, string text) => Html.Of($"""
        <div class="modal" id="{id}" role="dialog"><div class="modal-content">
          <h1>{title}</h1><p>{text}</p><button class="btn btn-outline" type="button" data-close>Schliessen</button>
        </div></div>
        """);
}
