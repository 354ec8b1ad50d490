namespace Pipeline.Chaos;

/// <summary>Which of the two ways to run is put to the test.</summary>
public enum ChaosMode
{
    /// <summary>The Gateway and two of each worker as processes, RabbitMQ, PostgreSQL.</summary>
    Production,

    /// <summary>All in one process on SQLite, as <c>./pipeline run</c> starts it.</summary>
    Embedded,

    /// <summary>As production, with three brokers that form a cluster, in network namespaces of their own. Needs root.</summary>
    Cluster,
}
