namespace Pipeline.Testing.Processes;

/// <summary>What a process of the operating system can be told, with its number on Linux.</summary>
public enum ProcessSignal
{
    /// <summary>SIGINT: Ctrl-C.</summary>
    Interrupt = 2,

    /// <summary>SIGKILL: ends it at once.</summary>
    Kill = 9,

    /// <summary>SIGTERM: asks it to end.</summary>
    Terminate = 15,

    /// <summary>SIGCONT: lets it go on.</summary>
    Continue = 18,

    /// <summary>SIGSTOP: freezes it.</summary>
    Stop = 19,
}
