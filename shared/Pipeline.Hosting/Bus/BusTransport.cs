namespace Pipeline.Hosting.Bus;

/// <summary>What carries the messages.</summary>
public enum BusTransport
{
    /// <summary>RabbitMQ 3.10 or newer: several processes, on one machine or many.</summary>
    RabbitMq,

    /// <summary>This process's memory: everything in one process; what was under way is rung again after a restart.</summary>
    Memory,
}
