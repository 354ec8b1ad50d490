namespace Pipeline.Domain.Records;

/// <summary>
/// Where an article record stands. The numbers are stored: never change one. What may follow what is
/// <see cref="RecordMoves"/>. On the wire the name in camel case, <c>takenBack</c> for instance.
/// </summary>
public enum RecordStatus
{
    /// <summary>Seen on the site; its text is not there yet. Preparation's turn.</summary>
    Discovered = 1,

    /// <summary>The text is there. Generation's turn.</summary>
    Prepared = 2,

    /// <summary>The comment is written and checked. A person's turn, or Posting's.</summary>
    Generated = 3,

    /// <summary>Posting holds it: the comment may be on its way.</summary>
    Posting = 4,

    /// <summary>The comment is on the site, under the site's own id. An end.</summary>
    Posted = 5,

    /// <summary>A filter or an earlier comment said no. An end.</summary>
    Skipped = 6,

    /// <summary>A reviewer said no. An end.</summary>
    Rejected = 7,

    /// <summary>A stage gave up, for a reason that is kept. An end, until a person retries.</summary>
    Failed = 8,

    /// <summary>Nobody can tell whether the comment reached the site: a person decides.</summary>
    Uncertain = 9,

    /// <summary>A posted comment that was removed from the site again. An end.</summary>
    TakenBack = 10,
}
