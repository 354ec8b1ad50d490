using Pipeline.Domain.Errors;
using Pipeline.Domain.Sites;

namespace Pipeline.Sites;

/// <summary>The adapters by kind of site.</summary>
public sealed class SiteCatalog(IEnumerable<ISite> sites)
{
    private readonly Dictionary<SiteKind, ISite> _sites = sites.ToDictionary(site => site.Kind);

    /// <summary>The kinds there are adapters for.</summary>
    public IReadOnlyCollection<SiteKind> Kinds => _sites.Keys;

    /// <summary>The adapter for a kind.</summary>
    /// <exception cref="SiteException">There is none yet.</exception>
    public ISite For(SiteKind kind) =>
        _sites.TryGetValue(kind, out var site) ? site : throw new SiteException(ErrorKind.Configuration, $"Sites of kind {kind} can't be read yet.");
}
