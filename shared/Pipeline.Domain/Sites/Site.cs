using Pipeline.Domain.Identity;

namespace Pipeline.Domain.Sites;

/// <summary>A place articles are read from and, if it allows, commented on.</summary>
public sealed class Site : IOwned
{
    private Site()
    {
    }

    /// <summary>UUID version 7.</summary>
    public Guid Id { get; private set; }

    /// <summary>The user it belongs to.</summary>
    public Guid OwnerId { get; private set; }

    /// <summary>What people call it.</summary>
    public string Name { get; private set; } = "";

    /// <summary>Which adapter reads it.</summary>
    public SiteKind Kind { get; private set; }

    /// <summary>Its address, as given.</summary>
    public string BaseUrl { get; private set; } = "";

    /// <summary>Scheme, host and port in lower case: what a host's rate is kept by.</summary>
    public string Origin { get; private set; } = "";

    /// <summary>Steady rate towards its host.</summary>
    public double RequestsPerSecond { get; private set; }

    /// <summary>Burst towards its host.</summary>
    public int Burst { get; private set; }

    /// <summary>When it was made (UTC).</summary>
    public DateTime CreatedAt { get; private set; }

    /// <summary>The last change (UTC).</summary>
    public DateTime UpdatedAt { get; private set; }

    /// <summary>The rate as one value.</summary>
    public SiteRate Rate => new(RequestsPerSecond, Burst);

    /// <summary>A new site. The values are checked before.</summary>
    public static Site Create(Guid ownerId, string name, SiteKind kind, Uri baseUrl, SiteRate rate, DateTime now)
    {
        var site = new Site { Id = Guid.CreateVersion7(now), OwnerId = ownerId, Kind = kind, CreatedAt = now };
        site.Change(name, baseUrl, rate, now);
        return site;
    }

    /// <summary>Changes everything but owner and kind.</summary>
    public void Change(string name, Uri baseUrl, SiteRate rate, DateTime now)
    {
        ArgumentNullException.ThrowIfNull(baseUrl);
        ArgumentNullException.ThrowIfNull(rate);
        Name = name;
        BaseUrl = baseUrl.AbsoluteUri;
        Origin = OriginOf(baseUrl);
        RequestsPerSecond = rate.RequestsPerSecond;
        Burst = rate.Burst;
        UpdatedAt = now;
    }

    /// <summary>Scheme, host and port of an address, in lower case: <c>https://host:443</c>.</summary>
    public static string OriginOf(Uri address)
    {
        ArgumentNullException.ThrowIfNull(address);
        return $"{address.Scheme}://{address.IdnHost}:{address.Port}".ToLowerInvariant();
    }
}
