namespace Pipeline.Domain.Records;

/// <summary>How an attempt to post ended. The numbers are stored.</summary>
public enum AttemptOutcome
{
    /// <summary>Under way, or its worker died: it has to be read back.</summary>
    Open = 0,

    /// <summary>The comment is on the site.</summary>
    Posted = 1,

    /// <summary>Nothing left this machine.</summary>
    NotSent = 2,

    /// <summary>The site said no: nothing was posted.</summary>
    Refused = 3,

    /// <summary>Read back after the grace time on a proven page, or vouched for by a person: it is not there.</summary>
    Absent = 4,

    /// <summary>Can't tell: a person decides.</summary>
    Unsure = 5,
}

/// <summary>What exactly one attempt to post sends: frozen and committed by the claim, before the first request.</summary>
public sealed class PostingAttempt
{
    /// <summary>UUID version 7.</summary>
    public Guid Id { get; private set; }

    /// <summary>The record.</summary>
    public Guid RecordId { get; private set; }

    /// <summary>The fencing number of the claim.</summary>
    public long Fencing { get; private set; }

    /// <summary>The comment's revision.</summary>
    public int Revision { get; private set; }

    /// <summary>The HTML.</summary>
    public string Text { get; private set; } = "";

    /// <summary>The article's address.</summary>
    public string Address { get; private set; } = "";

    /// <summary>The login name.</summary>
    public string Username { get; private set; } = "";

    /// <summary>Whether the comment is hidden.</summary>
    public bool Hide { get; private set; }

    /// <summary>Past this moment (UTC) the write must not leave any more.</summary>
    public DateTime SendBefore { get; private set; }

    /// <summary>When the write was let go (UTC): from then on only the site can tell. Null: nothing has left this machine.</summary>
    public DateTime? LetGoAt { get; private set; }

    /// <summary>
    /// The version of the session that the write was let go with: with that session the write dies, too. Null: nothing was let
    /// go.
    /// </summary>
    public int? SessionVersion { get; private set; }

    /// <summary>How it ended.</summary>
    public AttemptOutcome Outcome { get; private set; }

    /// <summary>When it began (UTC).</summary>
    public DateTime CreatedAt { get; private set; }

    /// <summary>When it ended (UTC).</summary>
    public DateTime? FinishedAt { get; private set; }
}
