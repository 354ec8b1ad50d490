using System.Runtime.InteropServices;
using Microsoft.Extensions.Hosting;

namespace Pipeline.Hosting;

/// <summary>
/// The first signal to stop lets the process finish what it has in hand. A second one ends it at once: whoever sends it no
/// longer wants to wait. What it had in hand is taken over when its leases are over.
/// </summary>
internal sealed class HostSignals : IDisposable
{
    private readonly IHostApplicationLifetime _lifetime;
    private readonly Action<int> _exit;
    private readonly List<PosixSignalRegistration> _registrations;
    private int _count;

    public HostSignals(IHostApplicationLifetime lifetime, Action<int> exit)
    {
        (_lifetime, _exit) = (lifetime, exit);
        _registrations = [.. new[] { PosixSignal.SIGTERM, PosixSignal.SIGINT, PosixSignal.SIGQUIT }.Select(signal => PosixSignalRegistration.Create(signal, Handle))];
    }

    /// <summary>The exit code by which a shell tells that a signal ended a program: 128 and the signal's number.</summary>
    public static int CodeOf(PosixSignal signal) => 128 + signal switch
    {
        PosixSignal.SIGINT => 2,
        PosixSignal.SIGQUIT => 3,
        _ => 15,
    };

    public void Dispose() => _registrations.ForEach(registration => registration.Dispose());

    internal void Heard(PosixSignal signal)
    {
        if (Interlocked.Increment(ref _count) > 1) _exit(CodeOf(signal));

        // The host listens for itself, but only once it is about to start.
        else _lifetime.StopApplication();
    }

    private void Handle(PosixSignalContext context)
    {
        context.Cancel = true;
        Heard(context.Signal);
    }
}
