using System.Text;
using Pipeline.Domain.Faults;
using Pipeline.Testing;
using Pipeline.Testing.Processes;
using Pipeline.Testing.Servers;

namespace Pipeline.Faults.CrashPoints;

/// <summary>The Gateway and one worker of each stage, on RabbitMQ and PostgreSQL: they die independently of each other.</summary>
public sealed class ProductionCrashes : CrashedInstallation
{
    private readonly PostgresDatabase _database = new();
    private readonly RabbitMqVirtualHost _virtualHost = new();

    protected override async Task<Uri> PrepareAsync()
    {
        await Task.WhenAll(_database.InitializeAsync().AsTask(), _virtualHost.InitializeAsync().AsTask());
        var settings = new Dictionary<string, string?>(Settings)
        {
            ["Database__Provider"] = "postgres",
            ["ConnectionStrings__Pipeline"] = _database.ConnectionString,
            ["Bus__Transport"] = "rabbitmq",
            ["RabbitMq__Uri"] = _virtualHost.Address.AbsoluteUri,
            ["Secrets__MasterKey"] = Convert.ToBase64String(Encoding.ASCII.GetBytes("the-32-bytes-of-this-test's-key!")),
        };
        await using (var migration = ServiceProcess.Start("services/Gateway", settings, ["migrate"]))
            Assert.True(await migration.ExitedAsync(TestContext.Current.CancellationToken) == 0, migration.Output);
        var port = FreePort.Next();

        // First those who need work to come to them, then those who bring it, and at last the Gateway, which has to see a worker die and stay dead.
        CrashPoint[] seen = [CrashPoint.DiscoveryRunClaimed];
        Add("Gateway", settings, port, [], [], [], Of("Order", "Saga", "Announcer", "Clock", "Sweep", "Counts"));
        Add("Discovery", settings, FreePort.Next(), [], () => !Missed.Contains(CrashPoint.SweepRunFailed), [], [.. Of("Discovery", "Login").Except(seen)], seen);
        Add("Preparation", settings, FreePort.Next(), [], Of("Preparation"));
        Add("Generation", settings, FreePort.Next(), [], Of("Generation"));
        CrashPoint[] posting = Of("Posting"), after = Of("Readback", "Session");
        var chained = posting.Intersect(ArmedProgram.Chains.SelectMany(chain => chain)).ToList();
        Add("Posting", settings, FreePort.Next(), [], [.. posting.Except(chained)], [.. after, .. chained]);
        return new Uri($"http://127.0.0.1:{port}/");
    }

    protected override async Task CleanAsync()
    {
        await _virtualHost.DisposeAsync();
        await _database.DisposeAsync();
    }

    private static CrashPoint[] Of(params string[] places) =>
        [.. Enum.GetValues<CrashPoint>().Where(point => places.Any(place => point.ToString().StartsWith(place, StringComparison.Ordinal)))];
}
