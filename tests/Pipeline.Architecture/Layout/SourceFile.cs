using Pipeline.Testing;

namespace Pipeline.Architecture.Layout;

/// <summary>A source file that somebody wrote.</summary>
/// <param name="Path">From the repository's root, with forward slashes.</param>
internal sealed record SourceFile(string Path)
{
    private static readonly string[] Made = ["/bin/", "/obj/", "/Migrations/"];

    private readonly Lazy<string[]> _lines = new(() => File.ReadAllLines(RepositoryRoot.Of(Path)));

    public string[] Lines => _lines.Value;

    public static IEnumerable<SourceFile> Production => In("shared", "services", "samples");

    /// <summary>What tests the product, or measures it.</summary>
    public static IEnumerable<SourceFile> Tests => In("tests", "bench");

    public IEnumerable<string> LinesWith(params string[] words) =>
        from line in Lines
        where words.Any(word => line.Contains(word, StringComparison.Ordinal))
        select $"{Path}: {line.Trim()}";

    public override string ToString() => Path;

    private static IEnumerable<SourceFile> In(params string[] folders) =>
        from folder in folders
        from file in Directory.EnumerateFiles(RepositoryRoot.Of(folder), "*.cs", SearchOption.AllDirectories)
        let path = System.IO.Path.GetRelativePath(RepositoryRoot.Path, file).Replace('\\', '/')
        where !Made.Any(part => path.Contains(part, StringComparison.Ordinal))
        select new SourceFile(path);
}
