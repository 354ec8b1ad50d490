namespace Pipeline.Bench.Scenarios;

/// <summary>All that can be measured, in the order of the table.</summary>
internal static class ScenarioCatalog
{
    public static IReadOnlyList<IScenario> All { get; } =
    [
        new ThroughputScenario(), new LatencyScenario(), new SlowWriterScenario(), new RecordsScenario(), new StartScenario(), new ProcessesScenario(), new FairnessScenario(),
        new EmptyRunScenario(), new AccountsScenario(), new FieldReportScenario(), new FootprintScenario(), new EmbeddedScenario(), new ReplicasScenario(), new GrowthScenario(), new SoakScenario(),
    ];
}
