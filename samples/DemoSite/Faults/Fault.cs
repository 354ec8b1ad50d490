namespace Pipeline.DemoSite.Faults;

/// <summary>An order to misbehave. What isn't given matches everything.</summary>
internal sealed record Fault
{
    public required FaultKind Kind { get; init; }

    /// <summary>A prefix of the path, or with <c>^</c> in front a regular expression.</summary>
    public string? Path { get; init; }

    public string? Method { get; init; }

    /// <summary>User name: of the session, or the one typed at the login.</summary>
    public string? User { get; init; }

    /// <summary>0 to 1; drawn from the site's seed.</summary>
    public double Probability { get; init; } = 1;

    /// <summary>How often it strikes; null: until it is taken away (<c>expire_sessions</c>: once).</summary>
    public int? Times { get; init; }

    /// <summary>For <c>latency</c> and <c>store_late</c>. In JSON seconds as a number, or <c>00:00:05</c>.</summary>
    public TimeSpan Delay { get; init; }

    /// <summary>For <c>expire_sessions</c>: only those that were opened at least so long ago. In JSON as <c>delay</c>.</summary>
    public TimeSpan Age { get; init; }

    /// <summary>For <c>rate_limited429</c>, in seconds.</summary>
    public int RetryAfter { get; init; } = 5;

    /// <summary>For <c>store_late</c>: stores even if the session was ended in between.</summary>
    public bool EvenAfterLogout { get; init; }
}
