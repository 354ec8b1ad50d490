namespace Pipeline.Hosting.Tests.Sagas;

internal sealed record Tick(Guid CounterId, int Number);

internal sealed record Finish(Guid CounterId);

internal sealed record Ticked(Guid CounterId, int Ticks);
