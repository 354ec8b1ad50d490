using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Pipeline.Chaos.Faults;
using Pipeline.Chaos.Installations;
using Pipeline.Chaos.Load;
using Pipeline.Chaos.Outcome;

namespace Pipeline.Chaos;

/// <summary>One run: start, load, storm, calm, count.</summary>
public sealed class ChaosRun
{
    private static readonly TimeSpan SettleLimit = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    private readonly ChaosInstallation _installation;
    private readonly ChaosOptions _options;
    private readonly TextWriter _output;
    private readonly CancellationToken _cancellation;

    private ChaosRun(ChaosInstallation installation, ChaosOptions options, TextWriter output, CancellationToken cancellation) =>
        (_installation, _options, _output, _cancellation) = (installation, options, output, cancellation);

    /// <summary>Runs and says on <paramref name="output"/> what happened.</summary>
    /// <returns>What became of everything.</returns>
    public static async Task<ChaosLedger> RunAsync(ChaosOptions options, TextWriter output, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(output);
        await output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture, $"chaos: {options.Mode.ToString().ToLowerInvariant()} mode, {options.Storm.TotalMinutes:0.##} min, seed {options.Seed}"));
        await using var installation = await ChaosInstallation.StartAsync(options.Mode, cancellation);
        return await new ChaosRun(installation, options, output, cancellation).RunAsync();
    }

    private async Task<ChaosLedger> RunAsync()
    {
        var processes = await new LoadProcesses(_installation, _cancellation).StartAsync();
        var (flow, reviewer) = (new ArticleFlow(_installation.World, processes), new Reviewer(_installation.Api, processes));
        using var articlesEnd = CancellationTokenSource.CreateLinkedTokenSource(_cancellation);
        using var reviewsEnd = CancellationTokenSource.CreateLinkedTokenSource(_cancellation);
        var (flowing, reviewing) = (flow.FlowAsync(articlesEnd.Token), reviewer.WorkAsync(reviewsEnd.Token));
        var progress = new Progress(_installation.World);
        await progress.NextCommentAsync(SettleLimit, _cancellation);

        var storm = new Storm(new FaultCatalog(_installation, processes), progress, new Dice(_options.Seed), _output);
        await storm.RageAsync(_options.Storm, _cancellation);
        await articlesEnd.CancelAsync();
        await flowing;
        var (records, calm) = await SettleAsync(processes, flow);
        await reviewsEnd.CancelAsync();
        await reviewing;

        var owed = processes.SelectMany(process => flow.Articles[process.Tab].SelectMany(process.OwedTo)).ToList();
        var ledger = new ChaosLedger(owed, records, await SiteComments.AllAsync(_installation.World, _cancellation), await AttemptedAsync());
        await ReportAsync(storm, ledger, flow, calm);
        return ledger;
    }

    /// <summary>Heals everything, then waits until nothing moves any more; what never settles is counted as lost.</summary>
    private async Task<(List<SeenRecord> Records, TimeSpan Calm)> SettleAsync(IReadOnlyList<LoadProcess> processes, ArticleFlow flow)
    {
        var started = Stopwatch.GetTimestamp();
        await _installation.MendAsync(_cancellation);
        while (true)
        {
            foreach (var process in processes) await KeepRunningAsync(process);
            var records = new List<SeenRecord>();
            foreach (var process in processes) records.AddRange(await RecordList.OfAsync(_installation.Api, process, _cancellation));
            var expected = processes.Sum(process => flow.Articles[process.Tab].Sum(article => process.OwedTo(article).Count()));
            var elapsed = Stopwatch.GetElapsedTime(started);
            if ((records.Count == expected && records.All(record => record.IsSettled)) || elapsed > SettleLimit) return (records, elapsed);
            await Task.Delay(Look, _cancellation);
        }
    }

    // An order that was refused in the storm, or a process that failed: a person would set it going again.
    private async Task KeepRunningAsync(LoadProcess process)
    {
        var present = await _installation.Api.UntilAsync(api => api.GetAsync($"monitoring-processes/{process.Id}", _cancellation), _cancellation);
        var order = present["status"]!.ToString() switch { "paused" => "resume", "stopped" or "failed" => "start", _ => null };
        if (order is not null) await OrderFaults.GiveAsync(_installation.Api, process, order, _cancellation);
    }

    private async Task<int> AttemptedAsync()
    {
        var requests = await _installation.World.Site.GetAsync("requests", _cancellation);
        return requests["patterns"]!.AsObject().Where(pattern => pattern.Key == "POST /article/{id}/comment/").Sum(pattern => pattern.Value!.GetValue<int>());
    }

    private async Task ReportAsync(Storm storm, ChaosLedger ledger, ArticleFlow flow, TimeSpan calm)
    {
        foreach (var service in _installation.Services)
        {
            await _output.WriteLineAsync($"  {service.Name} ended {service.Exits.Count} times{(service.Exits.Count > 0 ? $", with {string.Join(", ", service.Exits.CountBy(code => code).OrderBy(e => e.Key).Select(e => $"{e.Key} ({e.Value})"))}" : "")}");
            foreach (var crash in service.Crashes) await _output.WriteLineAsync($"  {service.Name} crashed:{Environment.NewLine}{crash}");
        }

        foreach (var detail in ledger.Details) await _output.WriteLineAsync(detail);
        var known = storm.Recoveries.Where(recovery => recovery is not null).Select(recovery => recovery!.Value.TotalSeconds).Order().ToList();
        await _output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"{storm.Faults} faults, {flow.Articles.Sum(tab => tab.Count())} articles, {ledger.Skipped} skipped as commented already; after a fault the next comment came within {Median(known):0.0} s (median), {known.LastOrDefault():0.0} s (most), {storm.Recoveries.Count - known.Count} times later"));
        await _output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"attempted={ledger.Attempted} acknowledged={ledger.Acknowledged} posted={ledger.Posted} failed={ledger.Failed.Count} lost={ledger.Lost.Count} doubled={ledger.Doubled.Count} unexpected={ledger.Unexpected.Count} unsure={ledger.Unsure.Count} recovered after {calm.TotalSeconds:0.0} s"));
    }

    private static double Median(List<double> sorted) => sorted.Count == 0 ? double.NaN : sorted[sorted.Count / 2];
}
