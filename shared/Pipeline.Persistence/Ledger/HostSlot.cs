namespace Pipeline.Persistence.Ledger;

/// <summary>How far ahead the slots of one host are taken: the theoretical arrival time of GCRA.</summary>
public sealed class HostSlot
{
    /// <summary>Scheme, host and port.</summary>
    public string Origin { get; private set; } = "";

    /// <summary>When the host is idle again, at the steady rate (UTC).</summary>
    public DateTime Tat { get; private set; }
}
