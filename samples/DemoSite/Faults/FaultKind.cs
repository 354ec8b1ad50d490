namespace Pipeline.DemoSite.Faults;

/// <summary>The ways in which the site can be made to misbehave. In JSON: <c>latency</c>, <c>hang_after_accept</c> …</summary>
internal enum FaultKind
{
    /// <summary>The request is carried out <c>delay</c> later, also if the client has gone.</summary>
    Latency,

    /// <summary>Answers 500; nothing is done.</summary>
    Error500,

    /// <summary>Answers 403; nothing is done.</summary>
    Forbidden403,

    /// <summary>Answers 429 with <c>Retry-After</c>; nothing is done.</summary>
    RateLimited429,

    /// <summary>Cuts the connection; nothing is done.</summary>
    CutConnection,

    /// <summary>All sessions (of <c>user</c>, if given) die before the request is looked at. Once, unless <c>times</c> says more.</summary>
    ExpireSessions,

    /// <summary>The index comes without the pane that was asked for.</summary>
    MissingPane,

    /// <summary>A comment or a login is refused: 200 with the form and an error.</summary>
    RejectedForm,

    /// <summary>The comment is stored; the answer never comes.</summary>
    HangAfterAccept,

    /// <summary>The comment is stored <c>delay</c> later, whether or not the client is still there; the answer never comes.</summary>
    StoreLate,

    /// <summary>The comment is stored, and 500 answered.</summary>
    Error500AfterAccept,

    /// <summary>The comment is stored, and the connection cut.</summary>
    CutAfterAccept,
}
