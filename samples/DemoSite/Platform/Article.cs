namespace Pipeline.DemoSite.Platform;

internal enum ArticleStatus
{
    /// <summary>Seen by its author alone.</summary>
    Draft,

    /// <summary>Waits for a teacher.</summary>
    TeacherCheck,
    Published,
}

internal enum ArticleVisibility
{
    Classroom,
    Everyone,
}

internal enum ArticleOrigin
{
    /// <summary>There from the first start.</summary>
    Seeded,

    /// <summary>Came by itself as time went by.</summary>
    Appeared,

    /// <summary>Put there through the control API.</summary>
    Added,
}

/// <summary>A text of a pupil.</summary>
internal sealed record Article(
    int Id,
    int Tab,
    string? AuthorUsername,
    string AuthorName,
    string Title,
    IReadOnlyList<string> Paragraphs,
    int Category,
    int Task,
    ArticleStatus Status,
    ArticleVisibility Visibility,
    ArticleOrigin Origin,
    DateTimeOffset CreatedAt,
    DateTimeOffset EditedAt)
{
    /// <summary>A quirk of the platform: some pages carry the text in the read-aloud field only.</summary>
    public bool OnlyInReadAloudField { get; init; }

    public string StatusClass => Status switch
    {
        ArticleStatus.Draft => "entwurf",
        ArticleStatus.TeacherCheck => "lehrpersonenkontrolle",
        _ => "publiziert",
    };

    public string StatusName => Status switch
    {
        ArticleStatus.Draft => "Entwurf",
        ArticleStatus.TeacherCheck => "Lehrpersonenkontrolle",
        _ => "Publiziert",
    };

    /// <summary>Who can see it, as the card says it.</summary>
    public string Audience => Visibility == ArticleVisibility.Everyone ? "Alle" : Classrooms.Find(Tab)?.Name ?? $"Klasse {Tab}";
}
