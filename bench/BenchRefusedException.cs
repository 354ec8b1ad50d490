namespace Pipeline.Bench;

/// <summary>The command line can't be followed; says why and what is possible.</summary>
internal sealed class BenchRefusedException(string message) : Exception(message);
