namespace Pipeline.SiteAccess;

/// <summary>Nothing is wrong, but it isn't this one's turn: come again after <see cref="Delay"/>.</summary>
public sealed class NotYetException(TimeSpan delay, string reason) : Exception(reason)
{
    /// <summary>From now.</summary>
    public TimeSpan Delay { get; } = delay;
}
