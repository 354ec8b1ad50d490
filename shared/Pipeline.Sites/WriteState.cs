namespace Pipeline.Sites;

/// <summary>What is certain about a write to a site (a comment, say) when an operation fails.</summary>
public enum WriteState
{
    /// <summary>Nothing was sent: nothing can have been written.</summary>
    NotSent = 0,

    /// <summary>The site answered that it did not take it: nothing was written.</summary>
    Refused = 1,

    /// <summary>It was sent, at least in part, and no proof came back: it may have been written, or still be. Read back first.</summary>
    MaybeSent = 2,
}
