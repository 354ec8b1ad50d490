using System.ComponentModel.DataAnnotations;
using Pipeline.DemoSite.Accounts;

namespace Pipeline.DemoSite;

/// <summary>Settings of the demo site, section <c>DemoSite</c> (environment: <c>DemoSite__Control=true</c>).</summary>
public sealed class DemoSiteOptions
{
    /// <summary>Name of the configuration section.</summary>
    public const string Section = "DemoSite";

    /// <summary>The address to listen on. Port 0 takes any free one (with an IP address, not with <c>localhost</c>).</summary>
    [Required]
    public string Url { get; set; } = "http://localhost:5081";

    /// <summary>Opens the control API under <c>/_demo/</c>. Off: those paths are 404.</summary>
    public bool Control { get; set; }

    /// <summary>Decides texts, authors and the luck of faults: the same seed gives the same site.</summary>
    public int Seed { get; set; } = 2026;

    /// <summary>How many texts there are at the very first start, over all classes.</summary>
    [Range(0, 10_000, ErrorMessage = "DemoSite:Articles must be between 0 and 10000.")]
    public int Articles { get; set; } = 201;

    /// <summary>How often a new text appears by itself. Null or zero: never.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "30.00:00:00", ErrorMessage = "DemoSite:NewArticleInterval must be between 00:00:00 (never) and 30 days.")]
    public TimeSpan? NewArticleInterval { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>From this many texts on none appears by itself, so that a demo left running doesn't grow for ever.</summary>
    [Range(0, 100_000, ErrorMessage = "DemoSite:MaxArticles must be between 0 and 100000.")]
    public int MaxArticles { get; set; } = 900;

    /// <summary>Folder that keeps texts, comments and sessions over a restart. Null: everything is gone with the program.</summary>
    public string? DataFolder { get; set; }

    /// <summary>How long a session lives after its last request.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "365.00:00:00", ErrorMessage = "DemoSite:SessionLifetime must be between 1 second and 365 days.")]
    public TimeSpan SessionLifetime { get; set; } = TimeSpan.FromHours(24);

    /// <summary>The longest comment that the site takes, in characters of its HTML.</summary>
    [Range(1, 1_000_000, ErrorMessage = "DemoSite:MaxCommentLength must be between 1 and 1000000.")]
    public int MaxCommentLength { get; set; } = 10_000;

    /// <summary>Accounts beside the built-in ones of <see cref="DemoAccounts"/>.</summary>
    public IList<DemoAccount> Accounts { get; set; } = [];
}
