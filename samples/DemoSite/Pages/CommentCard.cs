using Pipeline.DemoSite.Accounts;
using Pipeline.DemoSite.Platform;

namespace Pipeline.DemoSite.Pages;

/// <summary>A comment under a text. Only one's own has the link, and only the link tells the comment's id.</summary>
internal static class CommentCard
{
    public static Html Render(Comment comment, DemoAccount reader) => Html.Of($"""
        <div class="comment"><div class="card"><div class="card-body">
          <h5 class="card-title">von {comment.AuthorName}</h5>
          <h6 class="card-subtitle">{SwissTime.Minute(comment.At)}</h6>
          {Highlight(comment)}
          {(comment.Hide ? Html.Of($"""<button class="btn btn-link" type="button" data-reveal>Kommentar anzeigen</button>""") : Html.Empty)}
          <span class="card-text{(comment.Hide ? " d-none" : "")}">{new Html(comment.Text)}</span>
          {(reader.Wrote(comment) ? OwnLink(comment) : Html.Empty)}
        </div></div></div>

        """);

    private static Html Highlight(Comment comment) =>
        comment.Highlight.Length == 0 ? Html.Empty : Html.Of($"""<blockquote class="comment-highlight">{comment.Highlight}</blockquote>""");

    private static Html OwnLink(Comment comment) => Html.Of($"""
        {Badge(comment.Status)}<a class="card-link" href="/comment/{comment.Id}/">bearbeiten</a>
        """);

    private static Html Badge(CommentStatus status) =>
        status == CommentStatus.Published ? Html.Empty : Html.Of($"""<span class="badge">{CommentFormView.Statuses[status]}</span> """);
}
