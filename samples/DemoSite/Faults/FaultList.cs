using Microsoft.Extensions.Options;

namespace Pipeline.DemoSite.Faults;

/// <summary>The faults in force. The first one that fits strikes.</summary>
internal sealed class FaultList(IOptions<DemoSiteOptions> options)
{
    private readonly Lock gate = new();
    private Random luck = new(options.Value.Seed);
    private ArmedFault[] armed = [];

    public void Replace(IEnumerable<Fault> faults)
    {
        var next = faults.Select(f => new ArmedFault(f)).ToArray();
        lock (gate) (armed, luck) = (next, new Random(options.Value.Seed));
    }

    /// <summary>The faults with how often each has struck and still can.</summary>
    public IReadOnlyList<(Fault Fault, int Struck, int? Left)> Look()
    {
        lock (gate) return [.. armed.Select(a => (a.Fault, a.Struck, a.Left))];
    }

    /// <summary>A fault of one of these kinds that strikes this request; it counts as struck.</summary>
    public Fault? Take(HttpContext context, params ReadOnlySpan<FaultKind> kinds)
    {
        lock (gate)
        {
            foreach (var candidate in armed)
                if (kinds.Contains(candidate.Fault.Kind) && candidate.Strikes(context, luck)) return candidate.Fault;
            return null;
        }
    }
}
