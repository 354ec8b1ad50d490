using Pipeline.Bench;
using Pipeline.Bench.Installations;
using Pipeline.Testing.Servers;

try
{
    return args is ["worker", var stage] ? await ZeroLatencyWorker.RunAsync(stage) : await BenchRun.RunAsync(BenchOptions.Parse(args), Console.Out);
}
catch (BenchRefusedException refused)
{
    await Console.Error.WriteLineAsync(refused.Message);
    return 2;
}
catch (Exception failed) when (failed is ServerUnavailableException or TimeoutException or HttpRequestException or InvalidOperationException)
{
    await Console.Error.WriteLineAsync(failed.Message);
    return 1;
}
