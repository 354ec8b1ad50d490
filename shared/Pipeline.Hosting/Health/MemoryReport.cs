namespace Pipeline.Hosting.Health;

/// <summary>What <c>/health/memory</c> answers.</summary>
/// <param name="Used">Memory that the process occupies, in bytes.</param>
/// <param name="Limit">Memory that it may occupy, in bytes.</param>
/// <param name="Ratio">Used of limit, 0 to 1 (above 1 if the limit is only configured).</param>
/// <param name="Status"><c>ok</c>, <c>warning</c> or <c>critical</c>.</param>
public sealed record MemoryReport(long Used, long Limit, double Ratio, string Status);
