namespace Pipeline.Domain.Sites;

/// <summary>The kinds of site there are adapters for, or will be. In JSON the lower-case name.</summary>
public enum SiteKind
{
    /// <summary>The myMoment writing platform.</summary>
    MyMoment = 1,

    /// <summary>RSS and Atom feeds.</summary>
    Feed = 2,

    /// <summary>A WordPress site, by its REST API.</summary>
    WordPress = 3,

    /// <summary>Any page, read through CSS selectors.</summary>
    Html = 4,
}
