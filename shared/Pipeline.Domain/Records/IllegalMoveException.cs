namespace Pipeline.Domain.Records;

/// <summary>A move that is not in <see cref="RecordMoves.All"/> was asked for: a bug in the caller.</summary>
public sealed class IllegalMoveException(RecordStatus? from, RecordStatus to)
    : InvalidOperationException($"A record can't go from '{from?.ToString() ?? "nothing"}' to '{to}'.");
