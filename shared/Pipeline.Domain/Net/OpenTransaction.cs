namespace Pipeline.Domain.Net;

/// <summary>
/// Knows whether the work at hand has a transaction open: then no request may leave, since nobody knows how long a site or
/// a language model takes, and all that while rows would be locked and a connection taken.
/// </summary>
public static class OpenTransaction
{
    private static readonly AsyncLocal<Mark?> Current = new();

    /// <summary>
    /// From here on, until the mark is disposed, the caller and what it calls have a transaction open. To be called by a method
    /// that isn't <c>async</c> itself: what such a method sets ends with it.
    /// </summary>
    public static IDisposable Begin() => Current.Value = new Mark();

    /// <summary>Whether one is open.</summary>
    public static bool IsOpen => Current.Value is { Open: true };

    /// <summary>Called for each request to an address outside, right before it leaves.</summary>
    /// <exception cref="InvalidOperationException">A transaction is open: a bug of ours.</exception>
    public static void DemandNone(Uri address)
    {
        ArgumentNullException.ThrowIfNull(address);
        if (IsOpen) throw new InvalidOperationException($"A request to {address.Host} while a transaction is open: end it first.");
    }

    private sealed class Mark : IDisposable
    {
        public bool Open { get; private set; } = true;

        public void Dispose() => Open = false;
    }
}
