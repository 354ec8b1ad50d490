namespace Pipeline.Gateway.Identity;

/// <summary>
/// Wrong tries with names that nobody has: they are locked out like a user's, so that a lock-out doesn't tell which names
/// exist. Kept in memory and bounded: what is forgotten is only counted anew.
/// </summary>
public sealed class UnknownNames(TimeProvider clock)
{
    private const int Remembered = 10_000;
    private readonly Lock _lock = new();
    private readonly Dictionary<string, (int Tries, DateTime? LockedUntil)> _names = new(StringComparer.Ordinal);

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    /// <summary>Until when a name is locked (UTC); null: it isn't.</summary>
    public DateTime? LockedUntil(string name)
    {
        lock (_lock) return _names.TryGetValue(name, out var entry) ? entry.LockedUntil : null;
    }

    /// <summary>Counts a wrong try.</summary>
    public void Refuse(string name)
    {
        lock (_lock)
        {
            if (_names.Count >= Remembered) _names.Clear();
            var entry = _names.GetValueOrDefault(name);
            var tries = entry.LockedUntil <= Now ? 1 : entry.Tries + 1;
            _names[name] = (tries, tries >= SignIn.TriesAllowed ? Now + SignIn.LockOut : null);
        }
    }
}
