namespace Pipeline.Architecture.Layout;

/// <summary>What no source file may hold.</summary>
public sealed class SourceTests
{
    private const int LongestFile = 400;
    private const int LongestProgram = 20;

    private static readonly string[] MayKnowTheBus = ["Consumer.cs", "ConsumerDefinition.cs"];

    [Fact]
    public void No_production_file_is_too_long_to_read() =>
        Assert.DoesNotContain(SourceFile.Production, file => file.Lines.Length > LongestFile);

    [Fact]
    public void No_program_does_more_than_put_the_parts_together()
    {
        var programs = SourceFile.Production.Where(file => file.Path.EndsWith("/Program.cs", StringComparison.Ordinal)).ToList();

        Assert.Equal(7, programs.Count);
        Assert.All(programs, program => Assert.True(program.Lines.Count(line => line.TrimEnd().EndsWith(';')) <= LongestProgram, program.Path));
    }

    [Fact]
    public void No_production_code_blocks_a_thread() =>
        Assert.Empty(SourceFile.Production.SelectMany(file => file.LinesWith("Thread.Sleep(")));

    [Fact]
    public void No_test_sleeps()
    {
        // The shared fakes hang and dawdle on purpose, and so do the faults of chaos; what a minute costs takes a minute to
        // measure; waiting without an end is no sleep either.
        string[] exempt = ["tests/Pipeline.Testing/", "tests/Pipeline.Chaos/", "bench/Measuring/Window.cs"];
        var sleeps = SourceFile.Tests
            .Where(file => !exempt.Any(folder => file.Path.StartsWith(folder, StringComparison.Ordinal)) && file.Path != Here)
            .SelectMany(file => file.LinesWith("Thread.Sleep(", "Task.Delay("))
            .Where(line => !line.Contains("Task.Delay(Timeout.Infinite", StringComparison.Ordinal));

        Assert.Empty(sleeps);
    }

    [Fact]
    public void No_test_is_skipped() =>
        Assert.Empty(SourceFile.Tests.Where(file => file.Path != Here).SelectMany(file => file.LinesWith("Skip = \"", "[Fact(Skip", "[Theory(Skip")));

    [Fact]
    [Trait("Promise", "P-TX")]
    public void Whatever_begins_a_transaction_is_watched()
    {
        var beginning = SourceFile.Production.Where(file => file.LinesWith("BeginTransaction", "UseTransaction", "new TransactionScope").Any()).Select(file => file.Path);

        Assert.Equal(["shared/Pipeline.Persistence/ShortTransaction.cs", "shared/Pipeline.Persistence/Sqlite/SqliteLedgerDatabase.cs"], beginning.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Whatever_is_logged_has_a_generated_method()
    {
        string[] direct = [".LogTrace(", ".LogDebug(", ".LogInformation(", ".LogWarning(", ".LogError(", ".LogCritical("];

        Assert.Empty(SourceFile.Production.SelectMany(file => file.LinesWith(direct)));
    }

    [Fact]
    public void Only_hosting_consumers_the_saga_and_requests_know_the_bus()
    {
        var knowing = SourceFile.Production.Where(file => file.LinesWith("using MassTransit", "MassTransit.").Any()).Select(file => file.Path);

        Assert.DoesNotContain(knowing, path => !MayUseTheBus(path));
    }

    private const string Here = "tests/Pipeline.Architecture/Layout/SourceTests.cs";

    private static bool MayUseTheBus(string path) =>
        path.StartsWith("shared/Pipeline.Hosting/", StringComparison.Ordinal)
        || path.StartsWith("services/Gateway/Monitoring/Saga/", StringComparison.Ordinal)
        || path is "shared/Pipeline.Persistence/Sagas/MonitoringSagaState.cs" or "services/Gateway/Api/WorkerRequests.cs"
        || MayKnowTheBus.Any(end => path.EndsWith(end, StringComparison.Ordinal));
}
