using Pipeline.Chaos;
using Pipeline.Testing.Net;

try
{
    var options = ChaosOptions.Parse(args);
    if (options.Mode == ChaosMode.Cluster && !NetworkNamespace.IsOwn) return await OwnNamespace.RunAsync(args);
    using var interrupted = new CancellationTokenSource();
    Console.CancelKeyPress += (_, key) =>
    {
        key.Cancel = true;
        interrupted.Cancel();
    };
    return await ChaosRun.RunAsync(options, Console.Out, interrupted.Token) is { Holds: true } ? 0 : 1;
}
catch (ChaosRefusedException refused)
{
    await Console.Error.WriteLineAsync(refused.Message);
    return 2;
}
catch (OperationCanceledException)
{
    await Console.Error.WriteLineAsync("Interrupted: nothing is proved.");
    return 130;
}
