using Pipeline.Domain.Errors;
using Pipeline.Domain.Records;
using Pipeline.Gateway.Api;
using Pipeline.Persistence;

namespace Pipeline.Gateway.Records;

/// <summary>Which records a list holds.</summary>
internal sealed record RecordFilter
{
    private const int MaxWords = 10;
    private const int MaxWordLength = 100;

    /// <summary>The milliseconds that an id of version 7 can tell.</summary>
    private const long MaxMilliseconds = (1L << 48) - 1;

    /// <summary>Ids are made of the moment of making; those of earlier versions by the clock of a worker, which may have been a little off.</summary>
    private static readonly TimeSpan Slack = TimeSpan.FromMinutes(1);

    /// <summary>The query parameters that it is read from.</summary>
    public static readonly IReadOnlyList<QueryParameter> Parameters =
    [
        new("processId", typeof(Guid), "Only those of this process."),
        new("status", typeof(RecordStatus), "Only those in this status; may be repeated.", Repeatable: true),
        new("siteId", typeof(Guid), "Only those of this site."),
        new("accountId", typeof(Guid), "Only those of this account."),
        new("articleExternalId", typeof(string), "Only those of the article that the site knows by this id."),
        new("errorKind", typeof(ErrorKind), "Only those whose last error is of this kind; may be repeated.", Repeatable: true),
        new("createdAfter", typeof(DateTime), "Only those made after this moment."),
        new("createdBefore", typeof(DateTime), "Only those made before this moment."),
        new("q", typeof(string), "Only those that hold each of these words, or parts of words, in the article's title, author or text or in the comment; case is ignored."),
    ];

    public Guid? ProcessId { get; init; }

    public IReadOnlyList<RecordStatus> Statuses { get; init; } = [];

    public Guid? SiteId { get; init; }

    public Guid? AccountId { get; init; }

    public string? ArticleExternalId { get; init; }

    public IReadOnlyList<ErrorKind> ErrorKinds { get; init; } = [];

    public DateTime? CreatedAfter { get; init; }

    public DateTime? CreatedBefore { get; init; }

    public IReadOnlyList<string> Words { get; init; } = [];

    /// <summary>Reads it; what is wrong goes into the query's faults.</summary>
    public static RecordFilter Read(ListQuery query)
    {
        return new RecordFilter
        {
            ProcessId = query.Id("processId"),
            Statuses = query.Values<RecordStatus>("status"),
            SiteId = query.Id("siteId"),
            AccountId = query.Id("accountId"),
            ArticleExternalId = query.Text("articleExternalId"),
            ErrorKinds = query.Values<ErrorKind>("errorKind"),
            CreatedAfter = query.Moment("createdAfter"),
            CreatedBefore = query.Moment("createdBefore"),
            Words = WordsOf(query),
        };
    }

    /// <summary>The records that pass.</summary>
    public IQueryable<ArticleRecord> Apply(IQueryable<ArticleRecord> records, PipelineDbContext context) => ApplyWords(ApplyColumns(records, context), context);

    /// <summary>The records that hold the words.</summary>
    public IQueryable<ArticleRecord> ApplyWords(IQueryable<ArticleRecord> records, PipelineDbContext context) =>
        Words.Aggregate(records, (found, word) => Holding(word, found, context));

    /// <summary>The records that pass but for the words, which no index finds.</summary>
    public IQueryable<ArticleRecord> ApplyColumns(IQueryable<ArticleRecord> records, PipelineDbContext context)
    {
        if (ProcessId is { } process) records = records.Where(record => record.ProcessId == process);
        if (Statuses is [var status]) records = records.Where(record => record.Status == status); // One alone comes in order out of an index.
        else if (Statuses.Count > 0) records = records.Where(record => Statuses.Contains(record.Status));
        if (SiteId is { } site) records = records.Where(record => record.SiteId == site);
        if (AccountId is { } account) records = records.Where(record => record.AccountId == account);
        if (ErrorKinds is [var kind]) records = records.Where(record => record.ErrorKind == kind);
        else if (ErrorKinds.Count > 0) records = records.Where(record => record.ErrorKind != null && ErrorKinds.Contains(record.ErrorKind.Value));
        if (CreatedAfter is { } after)
        {
            var first = FirstIdOf(after, -Slack);
            records = records.Where(record => record.Id >= first && record.DiscoveredAt > after);
        }

        if (CreatedBefore is { } before)
        {
            var last = FirstIdOf(before, Slack);
            records = records.Where(record => record.Id <= last && record.DiscoveredAt < before);
        }

        if (ArticleExternalId is { } externalId)
            records = records.Where(record => context.Articles.Any(article => article.Id == record.ArticleId && article.ExternalId == externalId));
        return records;
    }

    /// <summary>The least id that a record of a moment can have: lists come in the order of ids, and so begin where the moment lies.</summary>
    private static Guid FirstIdOf(DateTime moment, TimeSpan off)
    {
        var milliseconds = Math.Clamp((long)(moment - DateTime.UnixEpoch + off).TotalMilliseconds, 0, MaxMilliseconds);
        return new Guid((uint)(milliseconds >> 16), (ushort)milliseconds, 0, 0, 0, 0, 0, 0, 0, 0, 0);
    }

    private static string[] WordsOf(ListQuery query)
    {
        var words = (query.Text("q") ?? "").ToLowerInvariant().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (words.Length > MaxWords) query.Faults.Add("q", $"Has {words.Length} words: at most {MaxWords} are allowed.");
        if (words.Any(word => word.Length > MaxWordLength)) query.Faults.Add("q", $"Has a word of more than {MaxWordLength} characters: shorten it.");
        if (words.Any(word => word.Contains('\0', StringComparison.Ordinal))) query.Faults.Add("q", "Holds a NUL character: remove it.");
        return words;
    }

#pragma warning disable CA1304, CA1311, CA1862 // The database lowers and compares; it has no culture to name.
    private static IQueryable<ArticleRecord> Holding(string word, IQueryable<ArticleRecord> records, PipelineDbContext context) => records.Where(record =>
        context.Articles.Any(article =>
            article.Id == record.ArticleId && (article.Title.ToLower().Contains(word) || article.Author!.ToLower().Contains(word)))
        || context.ArticleVersions.Any(text =>
            text.ArticleId == record.ArticleId && text.Version == record.ArticleVersion && text.Content.ToLower().Contains(word))
        || context.RecordComments.Any(comment =>
            comment.RecordId == record.Id && comment.Revision == record.CommentRevision && comment.Text.ToLower().Contains(word)));
#pragma warning restore CA1304, CA1311, CA1862
}
