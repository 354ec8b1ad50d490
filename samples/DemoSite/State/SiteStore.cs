using Microsoft.Extensions.Options;
using Pipeline.DemoSite.Content;

namespace Pipeline.DemoSite.State;

/// <summary>The one place through which the site's state is read and changed.</summary>
internal sealed class SiteStore : IDisposable
{
    private readonly Lock gate = new();
    private readonly SiteState state = new();
    private readonly Journal? journal;

    public SiteStore(IOptions<DemoSiteOptions> options, SeedContent seed)
    {
        if (options.Value.DataFolder is { Length: > 0 } folder) journal = Journal.Open(folder, state);
        if (state.Articles.Count == 0) Record(seed.FirstEvents(state));
    }

    /// <summary>Looks at the state. What is returned must not be lazy: the lock is gone by then.</summary>
    public T Read<T>(Func<SiteState, T> look)
    {
        lock (gate) return look(state);
    }

    /// <summary>
    /// Decides on a change and makes it, in one step that no other change comes between. It is on the disk when the task ends.
    /// </summary>
    public async Task<T> ChangeAsync<T>(Func<SiteState, (T Answer, SiteEvent[] Changes)> decide)
    {
        T answer;
        lock (gate)
        {
            (answer, var changes) = decide(state);
            if (changes.Length == 0) return answer;
            Record(changes);
        }
        if (journal is not null) await journal.OnDiskAsync();
        return answer;
    }

    public void Dispose() => journal?.Dispose();

    private void Record(IReadOnlyList<SiteEvent> changes)
    {
        journal?.Write(changes);
        foreach (var change in changes) state.Apply(change);
    }
}
