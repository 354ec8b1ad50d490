using System.ComponentModel;
using System.Text.Json;
using Pipeline.Domain.Net;
using Pipeline.Domain.Sites;
using Pipeline.Gateway.Api;

namespace Pipeline.Gateway.Sites;

/// <summary>What a client says of a site.</summary>
internal sealed record SiteInput
{
    public const int MaxNameLength = 200;

    [Description("What people call it, 1 to 200 characters.")]
    public string? Name { get; init; }

    [Description("Which adapter reads it. Only `mymoment` so far; it can't be changed.")]
    public SiteKind? Kind { get; init; }

    [Description("Its start page: http or https, and not inside the installation's own network unless Http__AllowedInternalHosts allows it.")]
    public string? BaseUrl { get; init; }

    [Description("Per kind. All kinds: `requestsPerSecond` (2) and `burst` (5) towards the host.")]
    public JsonElement? Settings { get; init; }

    /// <summary>What is stored, as a client would have said it.</summary>
    public static SiteInput Of(Site site) => new()
    {
        Name = site.Name,
        Kind = site.Kind,
        BaseUrl = site.BaseUrl,
        Settings = JsonSerializer.SerializeToElement(SiteRateAnswer.Of(site), ApiJson.Options),
    };

    /// <summary>Checks it.</summary>
    /// <exception cref="ApiException">Something is wrong with it.</exception>
    public CheckedSite Check(OutboundHttpOptions http)
    {
        var faults = new Faults();
        var name = faults.Text("name", Name, MaxNameLength);
        if (Kind is null) faults.Add("kind", $"Is missing: give one of {string.Join(", ", ApiJson.Names(typeof(SiteKind)))}.");
        if (!SiteAddress.TryRead(BaseUrl, http.Policy(), out var address, out var fault)) faults.AddRange([fault]);
        var settings = SiteSettings.Read(Kind ?? SiteKind.MyMoment, Settings, http.MaxRequestsPerSecond, out var settingFaults);
        faults.AddRange(settingFaults);
        faults.ThrowIfAny();
        return new CheckedSite(name, Kind!.Value, address!, settings.Rate);
    }
}

/// <summary>A site that can be saved.</summary>
internal sealed record CheckedSite(string Name, SiteKind Kind, Uri Address, SiteRate Rate);
