using Pipeline.Standalone;

try
{
    return await StandaloneProgram.RunAsync(StandaloneOptions.Parse(args));
}
catch (StandaloneRefusedException refused)
{
    await Console.Error.WriteLineAsync(refused.Message);
    return 2;
}

namespace Pipeline.Standalone
{
    /// <summary>Marks this service's assembly, so that one test project can boot several hosts.</summary>
    public sealed class Program;
}
