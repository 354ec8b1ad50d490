namespace Pipeline.Domain.Net;

/// <summary>
/// A request was stopped before anything was sent, because its address may not be reached. The message says why and
/// what to do. An HTTP client wraps it when it arises while connecting: look for it with <see cref="FindIn"/>.
/// </summary>
public sealed class BlockedAddressException(string message) : Exception(message)
{
    /// <summary>The refusal inside an exception that an HTTP client threw; null: there is none.</summary>
    public static BlockedAddressException? FindIn(Exception? exception)
    {
        for (var current = exception; current is not null; current = current.InnerException)
            if (current is BlockedAddressException blocked) return blocked;
        return null;
    }
}
