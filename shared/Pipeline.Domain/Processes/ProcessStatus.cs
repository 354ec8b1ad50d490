namespace Pipeline.Domain.Processes;

/// <summary>Where a monitoring process stands. The numbers are stored; on the wire the lower-case name.</summary>
public enum ProcessStatus
{
    /// <summary>Not started, or ended.</summary>
    Stopped = 0,

    /// <summary>Discovers on its schedule; its records move.</summary>
    Running = 1,

    /// <summary>Held by a person; its deadline runs on.</summary>
    Paused = 2,

    /// <summary>Told to stop; its run is ending.</summary>
    Stopping = 3,

    /// <summary>Ended by itself: it can't go on, <see cref="MonitoringProcess.LastError"/> says why.</summary>
    Failed = 4,
}

/// <summary>Why a process stopped. The numbers are stored; on the wire the lower-case name.</summary>
public enum StopReason
{
    /// <summary>A person said so.</summary>
    User = 1,

    /// <summary>Its maximum duration was over.</summary>
    Timeout = 2,

    /// <summary>It couldn't go on.</summary>
    Failed = 3,
}
