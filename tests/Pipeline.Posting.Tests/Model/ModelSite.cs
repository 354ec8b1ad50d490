using System.Runtime.CompilerServices;
using Pipeline.Domain.Errors;
using Pipeline.Domain.Sites;
using Pipeline.Sites;

namespace Pipeline.Posting.Tests.Model;

/// <summary>What the site does with a comment that comes in.</summary>
internal enum Treatment
{
    Answered,
    StoredWithoutAnswer,
    StoredLate,
    StoredVeryLate,
    Lost,
    Refused,
    CutBeforeTheWrite,
}

/// <summary>A comment that the site has.</summary>
/// <param name="Id">The site's own id.</param>
/// <param name="Article">The article.</param>
/// <param name="User">Who wrote it.</param>
/// <param name="Text">Its text, as pages show it.</param>
/// <param name="Record">The record for which it was sent, which a real site can't know.</param>
internal sealed record ModelComment(string Id, string Article, string User, string Text, Guid Record);

/// <summary>A small model of a site: sessions, comments, and writes that it is still at work on. It counts what a real one can't tell.</summary>
internal sealed class ModelSite(TimeProvider clock) : ISite
{
    private static readonly Uri At = new("https://model.example/");

    private readonly ConditionalWeakTable<SiteExchange, string> _sessions = [];
    private readonly Dictionary<string, string> _live = [];
    private readonly List<(DateTimeOffset Due, string Session, ModelComment Comment)> _underWay = [];
    private readonly List<ModelComment> _comments = [];
    private int _number;

    public SiteKind Kind => SiteKind.MyMoment;

    public SiteCosts Costs => new(1, 1, 1, 1, 1, 1, 1, 1);

    /// <summary>All comments that it shows.</summary>
    public IReadOnlyList<ModelComment> Comments => _comments;

    /// <summary>What becomes of the next comments; nothing: they are answered.</summary>
    public Queue<Treatment> Next { get; } = new();

    /// <summary>An empty site.</summary>
    public void Reset()
    {
        _live.Clear();
        _underWay.Clear();
        _comments.Clear();
        Next.Clear();
    }

    /// <summary>Ends all sessions.</summary>
    public void EndSessions() => _live.Clear();

    /// <summary>Stores what it was at work on until now; what came with a session that has ended since is refused.</summary>
    public void CatchUp()
    {
        foreach (var write in _underWay.Where(write => write.Due <= clock.GetUtcNow()).ToList())
        {
            _underWay.Remove(write);
            if (_live.ContainsKey(write.Session)) _comments.Add(write.Comment);
        }
    }

    public async Task<SiteSession> LogInAsync(SiteExchange exchange, SiteCredentials credentials, CancellationToken cancellationToken)
    {
        await AskAsync(exchange, RequestIntent.Read, cancellationToken);
        var session = NewId();
        _live[session] = credentials.Username;
        _sessions.AddOrUpdate(exchange, session);
        await Life.StopHereAsync();
        return new(exchange.Session.Origin, [new("session", session, "/", true, null)]);
    }

    public async Task LogOutAsync(SiteExchange exchange, CancellationToken cancellationToken)
    {
        await AskAsync(exchange, RequestIntent.Read, cancellationToken);
        _live.Remove(SessionOf(exchange));
        await Life.StopHereAsync();
    }

    public async Task<CommentPage> ReadCommentPageAsync(SiteExchange exchange, string externalId, CancellationToken cancellationToken)
    {
        await AskAsync(exchange, RequestIntent.Read, cancellationToken);
        var user = _live.GetValueOrDefault(SessionOf(exchange)) ?? throw new SiteSessionExpiredException();
        var page = new CommentPage(externalId, At, new(At, "token"), [.. _comments.Where(comment => comment.Article == externalId).Select(comment => Shown(comment, user))]);
        await Life.StopHereAsync();
        return page;
    }

    public async Task<CommentReceipt> PostCommentAsync(SiteExchange exchange, CommentPage page, CommentDraft draft, CancellationToken cancellationToken)
    {
        var treatment = Next.TryDequeue(out var next) ? next : Treatment.Answered;
        if (treatment == Treatment.CutBeforeTheWrite) throw new SiteException(ErrorKind.Unreachable, "No connection.");
        await AskAsync(exchange, RequestIntent.Write, cancellationToken);
        var user = _live.GetValueOrDefault(SessionOf(exchange)) ?? throw new SiteSessionExpiredException { Write = WriteState.Refused };
        if (treatment == Treatment.Refused) throw new SiteException(ErrorKind.Rejected, "The form was refused.") { Write = WriteState.Refused };
        var comment = new ModelComment(NewId(), page.ExternalId, user, CommentText.Normalise(draft.Html), Life.Current!.Record);
        if (Delay(treatment) is { } delay) _underWay.Add((clock.GetUtcNow() + delay, SessionOf(exchange), comment));
        else if (treatment != Treatment.Lost) _comments.Add(comment);
        await Life.StopHereAsync();
        return treatment == Treatment.Answered ? new(comment.Id, At) : throw new SiteException(ErrorKind.Timeout, "No answer.") { Write = WriteState.MaybeSent };
    }

    public Task CheckAsync(SiteExchange exchange, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IReadOnlyList<SiteTab>> ReadTabsAsync(SiteExchange exchange, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<SiteIndex> ReadIndexAsync(SiteExchange exchange, IndexQuery query, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<SiteArticle> ReadArticleAsync(SiteExchange exchange, string externalId, string? knownAuthor, CancellationToken cancellationToken) => throw new NotSupportedException();

    private static TimeSpan? Delay(Treatment treatment) => treatment switch
    {
        Treatment.StoredLate => TimeSpan.FromSeconds(90),
        Treatment.StoredVeryLate => TimeSpan.FromMinutes(20),
        _ => null,
    };

    private static SiteComment Shown(ModelComment comment, string reader) =>
        new(comment.User, comment.Text, comment.User == reader ? comment.Id : null, comment.User == reader ? At : null, null);

    private static async Task AskAsync(SiteExchange exchange, RequestIntent intent, CancellationToken cancellationToken)
    {
        await exchange.Permit.AskAsync(intent, At, cancellationToken);
        await Life.StopHereAsync(); // The request is under way, or its worker froze before.
    }

    private string SessionOf(SiteExchange exchange) =>
        _sessions.TryGetValue(exchange, out var session) ? session : exchange.Session.Cookies is [var stored] ? stored.Value : "";

    private string NewId() => $"{++_number}";
}
