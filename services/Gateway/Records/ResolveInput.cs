using System.ComponentModel;
using Pipeline.Gateway.Api;

namespace Pipeline.Gateway.Records;

/// <summary>What became of an uncertain comment.</summary>
public enum ResolveAs
{
    /// <summary>It is on the site.</summary>
    Posted,

    /// <summary>It is not, and was not posted.</summary>
    Generated,

    /// <summary>It is given up.</summary>
    Failed,
}

/// <summary>A person's word on an uncertain comment.</summary>
internal sealed record ResolveInput
{
    private const int MaxReasonLength = 1_000;
    private const int MaxIdLength = 200;

    [Description("What became of it.")]
    public ResolveAs? As { get; init; }

    [Description("The site's own id of the comment; with `posted`, and only there.")]
    public string? SiteCommentId { get; init; }

    [Description("Why, up to 1,000 characters, for the record's timeline.")]
    public string? Reason { get; init; }

    /// <exception cref="ApiException">422: something is missing, or doesn't go together.</exception>
    public RecordResolution Checked()
    {
        var faults = new Faults();
        if (As is null) faults.Add("as", $"Is missing: {string.Join(", ", ApiJson.Names(typeof(ResolveAs)))} are possible.");
        if (As == ResolveAs.Posted) faults.Text("siteCommentId", SiteCommentId, MaxIdLength);
        else if (SiteCommentId is not null) faults.Add("siteCommentId", "Goes only with `posted`: leave it out.");
        var reason = faults.Text("reason", Reason, MaxReasonLength);
        faults.ThrowIfAny();
        return new RecordResolution(As!.Value, SiteCommentId?.Trim(), reason.Trim());
    }
}

/// <summary>A person's word on an uncertain comment, complete.</summary>
/// <param name="As">What became of it.</param>
/// <param name="SiteCommentId">The site's own id of it; with <see cref="ResolveAs.Posted"/>, and only there.</param>
/// <param name="Reason">Why.</param>
public sealed record RecordResolution(ResolveAs As, string? SiteCommentId, string Reason);
