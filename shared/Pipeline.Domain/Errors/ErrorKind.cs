namespace Pipeline.Domain.Errors;

/// <summary>
/// Why a step failed: a closed list that people filter by. On the wire and in the database a kind is written in
/// snake case (<c>rate_limited</c>), see <see cref="ErrorKindNames"/>.
/// </summary>
public enum ErrorKind
{
    /// <summary>A bug of ours, or something that no other kind describes.</summary>
    Internal = 0,

    /// <summary>The login was refused: wrong user name or password, or 401 after a fresh login.</summary>
    Auth = 1,

    /// <summary>The site knows the account and says no (403).</summary>
    Forbidden = 2,

    /// <summary>The page is gone (404, 410).</summary>
    NotFound = 3,

    /// <summary>The page isn't shaped as the adapter knows it: a missing pane, form or title.</summary>
    SiteChanged = 4,

    /// <summary>The site refused what was sent, a comment form for instance.</summary>
    Rejected = 5,

    /// <summary>Too many requests (429): wait, as long as the other side says.</summary>
    RateLimited = 6,

    /// <summary>No answer in time, or one that took too long to read.</summary>
    Timeout = 7,

    /// <summary>No connection, or the other side failed (5xx).</summary>
    Unreachable = 8,

    /// <summary>The address is one that may not be reached, see <c>Http:AllowedInternalHosts</c>.</summary>
    Blocked = 9,

    /// <summary>The LLM provider refused the key.</summary>
    LlmAuth = 10,

    /// <summary>The LLM provider's quota or budget is used up.</summary>
    LlmQuota = 11,

    /// <summary>The text is too long for the model's context.</summary>
    LlmContext = 12,

    /// <summary>The model declined to write.</summary>
    LlmRefused = 13,

    /// <summary>What the model wrote doesn't pass the checks.</summary>
    InvalidOutput = 14,

    /// <summary>Work on the record began several times and never ended: its worker died each time.</summary>
    WorkerDied = 15,

    /// <summary>A setting makes the step impossible: a reference to something that is gone, a template that fails.</summary>
    Configuration = 16,
}
