using System.Diagnostics.Metrics;
using Pipeline.Domain.Jobs;
using Pipeline.Domain.Records;
using Pipeline.Hosting.Telemetry;
using Pipeline.Persistence.Ledger;

namespace Pipeline.Gateway.Monitoring;

/// <summary>What the saga, the clock and the announcer count, on the meter <c>Pipeline.Monitoring</c>.</summary>
internal sealed class MonitoringMetrics
{
    /// <summary>The meter's name.</summary>
    public const string Meter = PipelineTelemetry.MeterPrefix + "Monitoring";

    private readonly Counter<long> _ticks, _deadlines, _begun, _ended, _lost, _failed, _behind, _givenUp, _announced;
    private readonly Histogram<double> _lateness;

    public MonitoringMetrics(IMeterFactory meters)
    {
        ArgumentNullException.ThrowIfNull(meters);
        var meter = meters.Create(Meter);
        _ticks = meter.CreateCounter<long>("pipeline.clock.ticks", "{tick}", "Looks of the discovery clock at what is due: none for long means a dead clock.");
        _lateness = meter.CreateHistogram<double>("pipeline.clock.lateness", "s", "How late the clock found a due discovery.");
        _deadlines = meter.CreateCounter<long>("pipeline.clock.deadlines", "{process}", "Processes whose time was over.");
        _begun = meter.CreateCounter<long>("pipeline.runs.begun", "{run}", "Discovery runs handed to the workers, repeats included.");
        _ended = meter.CreateCounter<long>("pipeline.runs.ended", "{run}", "Discovery runs whose end was counted.");
        _lost = meter.CreateCounter<long>("pipeline.runs.lost", "{run}", "Discovery runs whose worker was lost.");
        _failed = meter.CreateCounter<long>("pipeline.processes.failed", "{process}", "Processes that can't go on.");
        _behind = meter.CreateCounter<long>("pipeline.processes.behind", "{process}", "Sagas that had to be told again where their process stands.");
        _givenUp = meter.CreateCounter<long>("pipeline.records.given_up", "{record}", "Records given up because their workers died each time.");
        _announced = meter.CreateCounter<long>("pipeline.announcer.announced", "{record}", "Records whose bell the announcer rang.");
    }

    public void ClockTicked() => _ticks.Add(1);

    public void DiscoveryDue(TimeSpan late) => _lateness.Record(late.TotalSeconds);

    public void DeadlineReached() => _deadlines.Add(1);

    public void RunBegun(JobTrigger trigger) => _begun.Add(1, Tag("trigger", trigger));

    public void RunEnded(RunOutcome outcome) => _ended.Add(1, Tag("outcome", outcome));

    public void RunLost() => _lost.Add(1);

    public void ProcessFailed() => _failed.Add(1);

    public void SagaBehind() => _behind.Add(1);

    public void RecordGivenUp(Stage stage) => _givenUp.Add(1, Tag("stage", stage));

    public void Announced(RecordStatus status, int records) => _announced.Add(records, Tag("status", status));

    private static KeyValuePair<string, object?> Tag<T>(string name, T value)
        where T : struct, Enum => new(name, value.ToString());
}
