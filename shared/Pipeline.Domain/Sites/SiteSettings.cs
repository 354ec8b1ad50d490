using System.Text.Json;

namespace Pipeline.Domain.Sites;

/// <summary>The settings of a site, checked.</summary>
/// <param name="Rate">How politely its host is asked.</param>
public sealed record SiteSettings(SiteRate Rate)
{
    /// <summary>The largest burst that can be set.</summary>
    public const int MaxBurst = 100;

    /// <summary>The slowest rate that can be set, in requests per second: one in 100 s.</summary>
    public const double SlowestRate = 0.01;

    private const string RateField = "settings.requestsPerSecond";
    private const string BurstField = "settings.burst";

    /// <summary>Reads the <c>settings</c> object of a site; what is left out gets its default.</summary>
    /// <param name="kind">The site's kind. Only <see cref="SiteKind.MyMoment"/> can be used so far.</param>
    /// <param name="settings">The JSON object; null or JSON null: all defaults.</param>
    /// <param name="maxRequestsPerSecond">The installation's bound, <c>Http__MaxRequestsPerSecond</c>.</param>
    /// <param name="faults">Everything that is wrong, at most one fault a field; empty: nothing.</param>
    /// <returns>The settings; defaults in place of what is wrong.</returns>
    public static SiteSettings Read(SiteKind kind, JsonElement? settings, double maxRequestsPerSecond, out IReadOnlyList<SettingFault> faults)
    {
        var found = new List<SettingFault>();
        faults = found;
        // A site without settings of its own never asks for more than the installation allows.
        var rate = SiteRate.Default with { RequestsPerSecond = Math.Min(SiteRate.Default.RequestsPerSecond, maxRequestsPerSecond) };
        if (kind != SiteKind.MyMoment)
            found.Add(new SettingFault("kind", $"Sites of kind {kind.ToString().ToLowerInvariant()} are not available yet: use mymoment."));
        if (settings is not { ValueKind: not (JsonValueKind.Null or JsonValueKind.Undefined) } present) return new SiteSettings(rate);
        if (present.ValueKind != JsonValueKind.Object)
        {
            found.Add(new SettingFault("settings", "Must be an object, e.g. { \"requestsPerSecond\": 2, \"burst\": 5 }."));
            return new SiteSettings(rate);
        }

        foreach (var setting in present.EnumerateObject()) rate = Apply(rate, setting, maxRequestsPerSecond, found);
        return new SiteSettings(rate);
    }

    private static SiteRate Apply(SiteRate rate, JsonProperty setting, double maxRequestsPerSecond, List<SettingFault> faults)
    {
        var value = setting.Value;
        switch (setting.Name)
        {
            case "requestsPerSecond" when value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var perSecond) && perSecond >= SlowestRate && perSecond <= maxRequestsPerSecond:
                return rate with { RequestsPerSecond = perSecond };
            case "burst" when value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var burst) && burst is >= 1 and <= MaxBurst:
                return rate with { Burst = burst };
            case "requestsPerSecond":
                faults.Add(new SettingFault(RateField, FormattableString.Invariant($"Must be a number from {SlowestRate} to {maxRequestsPerSecond}, this installation's bound (Http__MaxRequestsPerSecond).")));
                return rate;
            case "burst":
                faults.Add(new SettingFault(BurstField, $"Must be a whole number from 1 to {MaxBurst}."));
                return rate;
            default:
                faults.Add(new SettingFault($"settings.{setting.Name}", "There is no such setting: leave it out. Known are requestsPerSecond and burst."));
                return rate;
        }
    }
}
