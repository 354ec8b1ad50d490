using Pipeline.Chaos.Installations;
using Pipeline.Chaos.Load;

namespace Pipeline.Chaos.Outcome;

/// <summary>A comment as the site has it.</summary>
/// <param name="Id">The site's id.</param>
/// <param name="Right">What it says that it is; null: it says nothing that is known.</param>
public sealed record SiteComment(string Id, Comment? Right);

/// <summary>Reads all comments from the site.</summary>
public static class SiteComments
{
    /// <summary>All that came in.</summary>
    public static async Task<List<SiteComment>> AllAsync(OutsideWorld world, CancellationToken cancellation)
    {
        var comments = await world.Site.GetAsync("comments", cancellation);
        return [.. comments.AsArray().Select(comment => new SiteComment(
            comment!["id"]!.ToString(),
            Prompts.PromptOf(comment["text"]!.ToString()) is { } prompt ? new Comment(comment["articleId"]!.ToString(), comment["author"]!.ToString(), prompt) : null))];
    }
}
