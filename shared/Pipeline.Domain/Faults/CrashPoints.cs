namespace Pipeline.Domain.Faults;

/// <summary>
/// Ends or freezes the process at named places, so that tests can try what a crash there leaves behind. Only settings at
/// start can arm it (<c>CrashPoints__Crash</c>, <c>CrashPoints__Freeze</c>); otherwise passing a point is one read.
/// </summary>
public static class CrashPoints
{
    private static volatile ArmedPoints? _armed;

    /// <summary>Says that the code has come to a place.</summary>
    public static void Pass(CrashPoint point) => _armed?.Pass(point);

    /// <summary>From now on the first of these places that is passed as often as it says takes the process with it.</summary>
    /// <param name="crash">Where it ends, as by <c>kill -9</c>.</param>
    /// <param name="freeze">Where it stands still, as by <c>kill -STOP</c>.</param>
    public static void Arm(IReadOnlyList<CrashPointAim> crash, IReadOnlyList<CrashPointAim> freeze) =>
        Arm(crash, freeze, ProcessSignals.Kill, ProcessSignals.Stop);

    internal static void Arm(IReadOnlyList<CrashPointAim> crash, IReadOnlyList<CrashPointAim> freeze, Action kill, Action stop) =>
        _armed = crash.Count + freeze.Count == 0 ? null : new([(crash, kill), (freeze, stop)]);

    private sealed class ArmedPoints((IReadOnlyList<CrashPointAim> Aims, Action Act)[] armed)
    {
        private readonly int[] _passed = new int[Enum.GetValues<CrashPoint>().Length];
        private readonly Lock _gate = new();

        /// <summary>One after the other: nobody gets past a point between the one that is meant and its end.</summary>
        public void Pass(CrashPoint point)
        {
            lock (_gate)
            {
                var time = ++_passed[(int)point];
                foreach (var (_, act) in armed.Where(part => part.Aims.Contains(new CrashPointAim(point, time))))
                {
                    Console.Error.WriteLine($"Crash point {CrashPointNames.Of(point)}");
                    act();
                }
            }
        }
    }
}
