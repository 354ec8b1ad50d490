namespace Pipeline.Contracts;

/// <summary>A run ended without a result: an error, cancelled, lost or timed out.</summary>
/// <param name="ProcessId">The monitoring process.</param>
/// <param name="JobId">The run.</param>
/// <param name="Epoch">The epoch that the run was asked for with.</param>
/// <param name="ErrorKind">The wire name of the kind of error, e.g. <c>site_changed</c>.</param>
/// <param name="Message">What happened, in a sentence for people.</param>
/// <param name="Permanent">True if trying again can't help; three such runs in a row fail the process.</param>
public sealed record DiscoveryFailed(Guid ProcessId, Guid JobId, long Epoch, string ErrorKind, string Message, bool Permanent);
