using Pipeline.Domain.Errors;
using Pipeline.Domain.Identity;

namespace Pipeline.Domain.Records;

/// <summary>
/// The unit that moves: article × account × prompt template in a process, unique on those four. The row is narrow and
/// only the ledger writes it; texts, attempts and errors live in tables of their own.
/// </summary>
public sealed class ArticleRecord : IOwned
{
    /// <summary>UUID version 7.</summary>
    public Guid Id { get; private set; }

    /// <summary>The user that owns the process.</summary>
    public Guid OwnerId { get; private set; }

    /// <summary>The process that found it.</summary>
    public Guid ProcessId { get; private set; }

    /// <summary>The site it is on.</summary>
    public Guid SiteId { get; private set; }

    /// <summary>The article.</summary>
    public Guid ArticleId { get; private set; }

    /// <summary>The account that will comment.</summary>
    public Guid AccountId { get; private set; }

    /// <summary>The prompt template.</summary>
    public Guid PromptTemplateId { get; private set; }

    /// <summary>Which version of the article's text it was prepared with; null before.</summary>
    public int? ArticleVersion { get; private set; }

    /// <summary>Which version of the prompt template wrote the comment; null before.</summary>
    public int? PromptVersion { get; private set; }

    /// <summary>Where it stands.</summary>
    public RecordStatus Status { get; private set; }

    /// <summary>Tries in this stage that ended in transient trouble.</summary>
    public int Tries { get; private set; }

    /// <summary>How often work began without an outcome.</summary>
    public int Starts { get; private set; }

    /// <summary>Raised by each claim; who writes must show the present one.</summary>
    public long Fencing { get; private set; }

    /// <summary>Until when its holder may work on it (UTC); null: nobody holds it.</summary>
    public DateTime? LeaseUntil { get; private set; }

    /// <summary>The worker that holds it, or held it last.</summary>
    public string? LeaseBy { get; private set; }

    /// <summary>When somebody must be told again (UTC); null: waits for a person, or has ended.</summary>
    public DateTime? RingAt { get; private set; }

    /// <summary>The earliest moment for the work itself (UTC).</summary>
    public DateTime? NotBefore { get; private set; }

    /// <summary>When its bell was rung last (UTC).</summary>
    public DateTime? AnnouncedAt { get; private set; }

    /// <summary>Its host slots are reserved: at <see cref="NotBefore"/> it may go without asking again.</summary>
    public bool SlotsReserved { get; private set; }

    /// <summary>It has a place in its account's pace, at <see cref="PaceAt"/>.</summary>
    public bool PaceReserved { get; private set; }

    /// <summary>The moment of that place (UTC): good for a short while, and then still a post of its day.</summary>
    public DateTime? PaceAt { get; private set; }

    /// <summary>The comment's present revision; 0 before the first.</summary>
    public int CommentRevision { get; private set; }

    /// <summary>Generated while the process posted by itself.</summary>
    public bool AutoPost { get; private set; }

    /// <summary>When a person approved the present revision (UTC).</summary>
    public DateTime? ApprovedAt { get; private set; }

    /// <summary>Who approved it.</summary>
    public Guid? ApprovedBy { get; private set; }

    /// <summary>The stage of the last error; its message is in <see cref="RecordError"/>.</summary>
    public Stage? ErrorStage { get; private set; }

    /// <summary>The kind of the last error.</summary>
    public ErrorKind? ErrorKind { get; private set; }

    /// <summary>When it was found (UTC).</summary>
    public DateTime DiscoveredAt { get; private set; }

    /// <summary>When its text was there (UTC).</summary>
    public DateTime? PreparedAt { get; private set; }

    /// <summary>When its comment was written (UTC).</summary>
    public DateTime? GeneratedAt { get; private set; }

    /// <summary>When its comment was on the site (UTC).</summary>
    public DateTime? PostedAt { get; private set; }

    /// <summary>The last change (UTC).</summary>
    public DateTime UpdatedAt { get; private set; }
}
