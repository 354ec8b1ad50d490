using System.Diagnostics.Metrics;
using System.Globalization;
using Pipeline.Domain.Sites;
using Pipeline.Hosting.Telemetry;
using Pipeline.Sites;
using Pipeline.Sites.Http;

namespace Pipeline.Bench.Installations;

/// <summary>
/// A site that answers at once, in place of the real adapter: what is measured is the machinery. It asks for each
/// request's permit as the real one does. Its classes are named after how many texts they have and a number of their own.
/// </summary>
internal sealed class ZeroLatencySite : ISite
{
    /// <summary>Counts the requests that it would have got.</summary>
    public const string RequestsMetric = "site_requests";

    private const string Text = "Es war einmal ein Fuchs, der wollte nicht in den Wald gehen. Er blieb lieber am Fluss und sah den Fischen zu.";

    private static readonly Uri Home = new("http://127.0.0.1/");

    private static readonly Meter Meter = new(PipelineTelemetry.MeterPrefix + "Bench");
    private static readonly Counter<long> Requests = Meter.CreateCounter<long>(RequestsMetric);

    public SiteKind Kind => SiteKind.MyMoment;

    public SiteCosts Costs { get; } = new(Check: 1, LogIn: 3, LogOut: 1, Tabs: 1, Index: 1, Article: 1, CommentPage: 1, PostComment: 2);

    /// <summary>The class with so many texts.</summary>
    public static string TabOf(int texts, int number) => $"{texts}-{number}";

    public Task CheckAsync(SiteExchange exchange, CancellationToken cancellationToken) => ReadAsync(exchange, cancellationToken);

    public async Task<SiteSession> LogInAsync(SiteExchange exchange, SiteCredentials credentials, CancellationToken cancellationToken)
    {
        for (var request = 0; request < Costs.LogIn; request++) await ReadAsync(exchange, cancellationToken);
        return new SiteSession(exchange.BaseAddress.GetLeftPart(UriPartial.Authority), [new("sessionid", "zero", "/", false, null)]);
    }

    public Task LogOutAsync(SiteExchange exchange, CancellationToken cancellationToken) => ReadAsync(exchange, cancellationToken);

    public async Task<IReadOnlyList<SiteTab>> ReadTabsAsync(SiteExchange exchange, CancellationToken cancellationToken)
    {
        await ReadAsync(exchange, cancellationToken);
        return [];
    }

    public async Task<SiteIndex> ReadIndexAsync(SiteExchange exchange, IndexQuery query, CancellationToken cancellationToken)
    {
        await ReadAsync(exchange, cancellationToken);
        var texts = int.Parse(query.Tab.Split('-')[0], CultureInfo.InvariantCulture);
        return new([.. Enumerable.Range(1, texts).Select(text => EntryOf($"{query.Tab}-{text}"))], 0, 0);
    }

    public async Task<SiteArticle> ReadArticleAsync(SiteExchange exchange, string externalId, string? knownAuthor, CancellationToken cancellationToken)
    {
        await ReadAsync(exchange, cancellationToken);
        return new(externalId, AddressOf(externalId), "Der Fuchs", knownAuthor, Text, null, null, null);
    }

    public async Task<CommentPage> ReadCommentPageAsync(SiteExchange exchange, string externalId, CancellationToken cancellationToken)
    {
        await ReadAsync(exchange, cancellationToken);
        return new(externalId, AddressOf(externalId), new(AddressOf(externalId), "token"), []);
    }

    public async Task<CommentReceipt> PostCommentAsync(SiteExchange exchange, CommentPage page, CommentDraft draft, CancellationToken cancellationToken)
    {
        await exchange.Permit.AskAsync(RequestIntent.Write, page.Address, cancellationToken);
        Requests.Add(1);
        await ReadAsync(exchange, cancellationToken); // The real one reads the comment back.
        return new(Guid.CreateVersion7().ToString("N"), page.Address);
    }

    private static async Task ReadAsync(SiteExchange exchange, CancellationToken cancellationToken)
    {
        await exchange.Permit.AskAsync(RequestIntent.Read, Home, cancellationToken);
        Requests.Add(1);
    }

    private static IndexEntry EntryOf(string externalId) => new(externalId, AddressOf(externalId), "Der Fuchs", "Kind", null, null);

    private static Uri AddressOf(string externalId) => new(Home, $"article/{externalId}/");
}
