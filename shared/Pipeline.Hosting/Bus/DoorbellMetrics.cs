using System.Diagnostics.Metrics;
using Pipeline.Hosting.Telemetry;

namespace Pipeline.Hosting.Bus;

/// <summary>What <see cref="Doorbell"/> counts. Each service has one such class: a meter of its own, a method per event.</summary>
public sealed class DoorbellMetrics
{
    private readonly Counter<long> _rung;
    private readonly Counter<long> _lost;

    /// <summary>Makes the instruments on the meter <c>Pipeline.Bus</c>.</summary>
    public DoorbellMetrics(IMeterFactory meters)
    {
        ArgumentNullException.ThrowIfNull(meters);
        var meter = meters.Create(PipelineTelemetry.MeterPrefix + "Bus");
        _rung = meter.CreateCounter<long>("pipeline.doorbell.rung", "{message}", "Messages that the broker took.");
        _lost = meter.CreateCounter<long>("pipeline.doorbell.lost", "{message}", "Messages that the broker did not take; their rows ring again.");
    }

    /// <summary>The broker took the message.</summary>
    public void Rung(object message) => _rung.Add(1, Tag(message));

    /// <summary>The message is lost.</summary>
    public void Lost(object message) => _lost.Add(1, Tag(message));

    private static KeyValuePair<string, object?> Tag(object message) => new("message", message.GetType().Name);
}
