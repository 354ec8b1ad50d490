namespace Pipeline.Domain.Workers;

/// <summary>A running instance of a service: it writes this row every 10 s and is alive while the row is under 30 s old.</summary>
public sealed class WorkerHeartbeat
{
    /// <summary>The instance: machine, process and a random part.</summary>
    public string Instance { get; private set; } = "";

    /// <summary>The service: <c>discovery</c>, <c>preparation</c>, <c>generation</c>, <c>posting</c>, <c>gateway</c>.</summary>
    public string Service { get; private set; } = "";

    /// <summary>Its version.</summary>
    public string Version { get; private set; } = "";

    /// <summary>Since when it runs (UTC).</summary>
    public DateTime StartedAt { get; private set; }

    /// <summary>The last sign of life (UTC).</summary>
    public DateTime SeenAt { get; private set; }
}
