using System.Text.Json.Nodes;
using Pipeline.Chaos.Installations;

namespace Pipeline.Chaos.Load;

/// <summary>New articles at the site, in the classes in turn, at an even pace.</summary>
public sealed class ArticleFlow(OutsideWorld world, IEnumerable<LoadProcess> processes)
{
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(2);

    private readonly int[] _tabs = [.. processes.Select(process => process.Tab).Distinct()];
    private readonly List<(int Tab, string Id)> _articles = [];

    /// <summary>All that came so far, by class.</summary>
    public ILookup<int, string> Articles => _articles.ToLookup(article => article.Tab, article => article.Id);

    /// <summary>Lets articles appear until it is told to end.</summary>
    public async Task FlowAsync(CancellationToken end)
    {
        using var pace = new PeriodicTimer(Pace);
        try
        {
            for (var i = 0; ; i++)
            {
                var tab = _tabs[i % _tabs.Length];
                var added = await world.Site.PostAsync("articles", new JsonObject { ["count"] = 1, ["tab"] = tab }, CancellationToken.None);
                _articles.AddRange(added["ids"]!.AsArray().Select(id => (tab, id!.ToString())));
                await pace.WaitForNextTickAsync(end);
            }
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            // No further articles.
        }
    }
}
