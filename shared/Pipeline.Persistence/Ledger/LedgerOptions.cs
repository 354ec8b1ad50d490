using System.ComponentModel.DataAnnotations;

namespace Pipeline.Persistence.Ledger;

/// <summary>The ledger's times and bounds, section <c>Ledger</c>.</summary>
public sealed class LedgerOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Ledger";

    /// <summary>How long a claim holds without a renewal.</summary>
    [Range(typeof(TimeSpan), "00:00:05", "01:00:00", ErrorMessage = "Ledger:Lease must lie between 00:00:05 and 01:00:00.")]
    public TimeSpan Lease { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>How often a holder renews.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:20:00", ErrorMessage = "Ledger:RenewEvery must lie between 00:00:01 and 00:20:00, below Ledger:Lease.")]
    public TimeSpan RenewEvery { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>How long an announced record may wait before its bell is rung again.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00", ErrorMessage = "Ledger:Stall must lie between 00:00:01 and 1.00:00:00.")]
    public TimeSpan Stall { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>How many records of one process and stage may be announced at a time.</summary>
    [Range(1, 10_000, ErrorMessage = "Ledger:Window must lie between 1 and 10000.")]
    public int Window { get; set; } = 64;

    /// <summary>Work that began so often without an outcome is given up.</summary>
    [Range(2, 100, ErrorMessage = "Ledger:MaxStarts must lie between 2 and 100.")]
    public int MaxStarts { get; set; } = 5;

    /// <summary>Tries that may end in transient trouble before the record fails.</summary>
    [Range(1, 100, ErrorMessage = "Ledger:MaxTries must lie between 1 and 100.")]
    public int MaxTries { get; set; } = 3;

    /// <summary>The first back-off; each further one doubles.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "01:00:00", ErrorMessage = "Ledger:Backoff must lie between 00:00:00.1 and 01:00:00.")]
    public TimeSpan Backoff { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long after a posting claim the write may leave at the latest.</summary>
    [Range(typeof(TimeSpan), "00:00:05", "00:10:00", ErrorMessage = "Ledger:SendWithin must lie between 00:00:05 and 00:10:00.")]
    public TimeSpan SendWithin { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>How long after that a site may still be at work on the request: absence counts only later.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00", ErrorMessage = "Ledger:Grace must lie between 00:00:01 and 1.00:00:00.")]
    public TimeSpan Grace { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>How long a discovery run holds without a heartbeat, of which there is one a second.</summary>
    [Range(typeof(TimeSpan), "00:00:05", "01:00:00", ErrorMessage = "Ledger:RunLease must lie between 00:00:05 and 01:00:00.")]
    public TimeSpan RunLease { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a login may take; until then nobody else logs that account in, also if its worker died.</summary>
    [Range(typeof(TimeSpan), "00:00:05", "01:00:00", ErrorMessage = "Ledger:LoginLease must lie between 00:00:05 and 01:00:00.")]
    public TimeSpan LoginLease { get; set; } = TimeSpan.FromMinutes(2);
}
