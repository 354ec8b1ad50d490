namespace Pipeline.Standalone;

/// <summary>Remembers that the demo was made ready, and for whom: what a person has deleted or renamed since then stays so.</summary>
/// <param name="folder">Where the mark is kept, beside the database.</param>
internal sealed class DemoMark(string folder)
{
    private readonly string path = Path.Combine(folder, "demo-made");

    /// <summary>The demo's site, as it was made for this owner; null: nothing was made for them.</summary>
    public Guid? SiteOf(Guid owner) =>
        File.Exists(path) && File.ReadAllText(path).Split(' ') is [var whose, var site] && Guid.TryParse(whose, out var found) && found == owner && Guid.TryParse(site, out var id)
            ? id
            : null;

    public void Set(Guid owner, Guid site) => File.WriteAllText(path, $"{owner} {site}");
}
