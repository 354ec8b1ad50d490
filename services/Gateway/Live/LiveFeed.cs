using System.Collections.Concurrent;

namespace Pipeline.Gateway.Live;

/// <summary>
/// Tells whoever watches in this process that something of an owner's has moved. It carries no facts: who is rung looks
/// at the database. A ring may be lost, so watchers also look by themselves now and then.
/// </summary>
public sealed class LiveFeed
{
    private readonly ConcurrentDictionary<Watcher, byte> _watchers = new();

    /// <summary>Whether anybody watches at all.</summary>
    public bool IsWatched => !_watchers.IsEmpty;

    /// <summary>Watches everything of one owner, until disposed.</summary>
    /// <param name="ownerId">Whose processes to hear of.</param>
    /// <param name="rung">Called with the process that moved; null: what moved concerns all. Must neither block nor throw.</param>
    public IDisposable Watch(Guid ownerId, Action<Guid?> rung)
    {
        var watcher = new Watcher(this, ownerId, rung);
        _watchers.TryAdd(watcher, 0);
        return watcher;
    }

    /// <summary>Something of this process has moved.</summary>
    public void Ring(Guid ownerId, Guid processId)
    {
        foreach (var (watcher, _) in _watchers)
        {
            if (watcher.OwnerId == ownerId) watcher.Rung(processId);
        }
    }

    /// <summary>Something has moved that concerns every page of an owner; of everybody, if it is <see cref="Guid.Empty"/>.</summary>
    public void RingAll(Guid ownerId)
    {
        foreach (var (watcher, _) in _watchers)
        {
            if (ownerId == Guid.Empty || watcher.OwnerId == ownerId) watcher.Rung(null);
        }
    }

    private sealed class Watcher(LiveFeed feed, Guid ownerId, Action<Guid?> rung) : IDisposable
    {
        public Guid OwnerId => ownerId;

        public Action<Guid?> Rung => rung;

        public void Dispose() => feed._watchers.TryRemove(this, out _);
    }
}
