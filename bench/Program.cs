using Pipeline.Bench;
using Pipeline.Bench.Installations;
using Pipeline.Testing.Servers;

if (args is ["worker", var stage, .. var arguments]) return await ZeroLatencyWorker.RunAsync(stage, arguments);

using var interrupted = new CancellationTokenSource();
Console.CancelKeyPress += (_, key) =>
{
    key.Cancel = true;
    interrupted.Cancel();
};
try
{
    return await BenchRun.RunAsync(BenchOptions.Parse(args), Console.Out, interrupted.Token) ? 0 : 1;
}
catch (BenchRefusedException refused)
{
    await Console.Error.WriteLineAsync(refused.Message);
    return 2;
}
catch (ServerUnavailableException missing)
{
    await Console.Error.WriteLineAsync(missing.Message);
    return 1;
}
catch (Exception) when (interrupted.IsCancellationRequested)
{
    // Also what follows from it: the servers hear Ctrl-C, too.
    await Console.Error.WriteLineAsync("Interrupted.");
    return 130;
}
