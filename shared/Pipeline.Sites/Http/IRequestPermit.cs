namespace Pipeline.Sites;

/// <summary>
/// Asked right before each single request leaves, each hop of a redirect included. For a write it is asked with the
/// connection standing, right before the first byte of the form goes out, so that a worker that froze doesn't send.
/// </summary>
public interface IRequestPermit
{
    /// <summary>Returns if the request may leave now, and throws if it may not.</summary>
    /// <param name="intent">What the request is for.</param>
    /// <param name="address">Where it goes.</param>
    /// <param name="cancellationToken">The caller's.</param>
    /// <exception cref="PermitRefusedException">It may not leave. The operation ends with this very exception.</exception>
    ValueTask AskAsync(RequestIntent intent, Uri address, CancellationToken cancellationToken);
}
