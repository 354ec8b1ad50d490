namespace Pipeline.Sites;

/// <summary>What a request is for.</summary>
public enum RequestIntent
{
    /// <summary>It leaves nothing behind that others can see: a page, a login, a logout.</summary>
    Read = 0,

    /// <summary>It leaves something behind that others can see: a comment.</summary>
    Write = 1,
}
