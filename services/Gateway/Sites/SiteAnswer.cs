using System.ComponentModel;
using Pipeline.Domain.Sites;

namespace Pipeline.Gateway.Sites;

/// <summary>A site.</summary>
internal sealed record SiteAnswer(
    Guid Id, string Name, SiteKind Kind, string BaseUrl, SiteRateAnswer Settings, DateTime CreatedAt, DateTime UpdatedAt)
{
    public static SiteAnswer Of(Site site) => new(site.Id, site.Name, site.Kind, site.BaseUrl, SiteRateAnswer.Of(site), site.CreatedAt, site.UpdatedAt);
}

/// <summary>How politely its host is asked.</summary>
internal sealed record SiteRateAnswer(
    [property: Description("Steady rate towards its host.")] double RequestsPerSecond,
    [property: Description("How many requests may follow each other at once.")] int Burst)
{
    public static SiteRateAnswer Of(Site site) => new(site.RequestsPerSecond, site.Burst);
}

/// <summary>What reaching a site brought.</summary>
internal sealed record SiteTestAnswer(
    [property: Description("The site answers as its kind should.")] bool Ok,
    [property: Description("What happened.")] string Message);
