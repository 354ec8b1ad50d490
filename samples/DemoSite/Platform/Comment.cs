namespace Pipeline.DemoSite.Platform;

/// <summary>The numbers of the comment form's <c>status</c> field.</summary>
internal enum CommentStatus
{
    Draft = 10,
    TeacherCheck = 11,
    Published = 20,
    Archived = 30,
}

/// <summary>A comment; its text is sanitized HTML.</summary>
internal sealed record Comment(
    int Id,
    int ArticleId,
    string AuthorUsername,
    string AuthorName,
    string Text,
    CommentStatus Status,
    bool Hide,
    string Highlight,
    DateTimeOffset At)
{
    /// <summary>There from the first start; not counted by the control API.</summary>
    public bool Seeded { get; init; }
}
