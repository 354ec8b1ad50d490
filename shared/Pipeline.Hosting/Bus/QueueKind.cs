namespace Pipeline.Hosting.Bus;

/// <summary>How the messages of a queue are treated.</summary>
public enum QueueKind
{
    /// <summary>Work on records or runs: a short retry in memory; what fails for good rings again through its row.</summary>
    Stage,

    /// <summary>A saga's events. Its definition chooses the retry, see <see cref="EndpointPolicy.UseSagaPolicy"/>.</summary>
    Saga,

    /// <summary>Requests that somebody waits for: no retry, nothing is kept when it fails or comes too late.</summary>
    Requests,
}
