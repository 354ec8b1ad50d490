namespace Pipeline.Hosting.Bus;

/// <summary>The queues' names, chosen for the people who scale and watch them.</summary>
public static class PipelineQueues
{
    /// <summary>Runs of discovery.</summary>
    public const string Discovery = "discovery";

    /// <summary>Requests that only a Discovery worker can answer, apart from the runs so that they don't wait behind them.</summary>
    public const string DiscoveryRequests = "discovery_requests";

    /// <summary>Records to prepare.</summary>
    public const string Preparation = "preparation";

    /// <summary>Records to write a comment for.</summary>
    public const string Generation = "generation";

    /// <summary>Requests that only a Generation worker can answer, apart from the records so that they don't wait behind them.</summary>
    public const string GenerationRequests = "generation_requests";

    /// <summary>Records whose comment is to be posted.</summary>
    public const string Posting = "posting";

    /// <summary>The saga of the monitoring processes.</summary>
    public const string Monitoring = "monitoring";
}
