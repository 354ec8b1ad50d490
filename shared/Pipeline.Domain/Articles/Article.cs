namespace Pipeline.Domain.Articles;

/// <summary>A text on a site: one row per site and external id, shared by all records that refer to it.</summary>
public sealed class Article
{
    /// <summary>UUID version 7.</summary>
    public Guid Id { get; private set; }

    /// <summary>The owner of the site.</summary>
    public Guid OwnerId { get; private set; }

    /// <summary>The site.</summary>
    public Guid SiteId { get; private set; }

    /// <summary>The site's own id of it.</summary>
    public string ExternalId { get; private set; } = "";

    /// <summary>Where it can be read.</summary>
    public string Url { get; private set; } = "";

    /// <summary>Its title.</summary>
    public string Title { get; private set; } = "";

    /// <summary>Its author as the site names them.</summary>
    public string? Author { get; private set; }

    /// <summary>Its category's name, once read.</summary>
    public string? Category { get; private set; }

    /// <summary>Its task's name, once read.</summary>
    public string? Task { get; private set; }

    /// <summary>When it was published (UTC), if the site says.</summary>
    public DateTime? PublishedAt { get; private set; }

    /// <summary>When it was edited last (UTC), if the site says.</summary>
    public DateTime? EditedAt { get; private set; }

    /// <summary>The latest version of its text; 0: not fetched yet.</summary>
    public int LatestVersion { get; private set; }

    /// <summary>Until when one worker may fetch it (UTC).</summary>
    public DateTime? FetchLeaseUntil { get; private set; }

    /// <summary>The fetching worker.</summary>
    public string? FetchLeaseBy { get; private set; }

    /// <summary>When it was first seen (UTC).</summary>
    public DateTime CreatedAt { get; private set; }
}
