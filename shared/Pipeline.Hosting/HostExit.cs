using Microsoft.Extensions.Hosting;

namespace Pipeline.Hosting;

/// <summary>Ends the process orderly, with a code that tells whoever restarts it why.</summary>
public sealed class HostExit(IHostApplicationLifetime lifetime)
{
    /// <summary>The configuration is wrong (EX_CONFIG of sysexits.h).</summary>
    public const int BadConfiguration = 78;

    /// <summary>The database doesn't answer, or refuses, before the service could start (EX_UNAVAILABLE).</summary>
    public const int DatabaseUnavailable = 69;

    /// <summary>The broker has been away for so long that only a new process can find it again (EX_TEMPFAIL).</summary>
    public const int BrokerLost = 75;

    /// <summary>The process's exit code as it stands: 0, unless somebody ended it for a reason.</summary>
    public int Code { get; private set; }

    /// <summary>Stops taking work, finishes what is under way, and ends with the code; one that is stopping already keeps its own.</summary>
    public void End(int code)
    {
        if (!lifetime.ApplicationStopping.IsCancellationRequested) Code = code;
        lifetime.StopApplication();
    }
}
