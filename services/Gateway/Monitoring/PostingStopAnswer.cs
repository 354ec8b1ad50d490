using System.ComponentModel;
using Pipeline.Domain.Processes;
using Pipeline.Persistence.Ledger;

namespace Pipeline.Gateway.Monitoring;

/// <summary>Whose posts a stop holds back.</summary>
public enum PostingStopScope
{
    /// <summary>Everybody's: an administrator stopped it.</summary>
    Installation,

    /// <summary>The caller's own.</summary>
    Mine,
}

/// <summary>A stop that is in force.</summary>
internal sealed record StandingStopAnswer(
    [property: Description("Whose posts it holds back: everybody's (`installation`), or the caller's own (`mine`).")] PostingStopScope Scope, string? Reason,
    DateTime Since, [property: Description("The sign-in name of who stopped it; null: they are gone.")] string? By,
    [property: Description("The caller may lift it.")] bool Liftable);

/// <summary>Whether the caller's posts are held back, by whom and why.</summary>
internal sealed record PostingStopAnswer(
    [property: Description("Nothing of the caller's is posted.")] bool Active,
    [property: Description("Of the widest stop in force; null: none is. The same holds of the three that follow.")] PostingStopScope? Scope,
    string? Reason, DateTime? Since, string? By,
    [property: Description("Every stop in force, the widest first: while one is left, nothing is posted.")] IReadOnlyList<StandingStopAnswer> Stops)
{
    public static PostingStopAnswer Of(IReadOnlyList<StandingStop> standing, bool mayLiftAll)
    {
        var stops = standing.Select(stop => new StandingStopAnswer(ScopeOf(stop), stop.Reason, stop.Since, stop.Email, mayLiftAll || ScopeOf(stop) == PostingStopScope.Mine)).ToList();
        var widest = stops.FirstOrDefault();
        return new PostingStopAnswer(widest is not null, widest?.Scope, widest?.Reason, widest?.Since, widest?.By, stops);
    }

    private static PostingStopScope ScopeOf(StandingStop stop) => stop.OwnerId == PostingStop.Everybody ? PostingStopScope.Installation : PostingStopScope.Mine;
}
