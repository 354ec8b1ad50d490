namespace Pipeline.Gateway.Dashboard;

/// <summary>How a moment is written.</summary>
public enum LiveTimeMode
{
    /// <summary>How long ago: <c>3 min ago</c>.</summary>
    Ago,

    /// <summary>How long until then: <c>2:14</c>.</summary>
    Until,

    /// <summary>Day and time of day where the reader is.</summary>
    Clock,
}
