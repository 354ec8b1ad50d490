using System.Xml.Linq;
using Pipeline.Testing;

namespace Pipeline.Architecture.Layout;

/// <summary>What a project file says.</summary>
/// <param name="Path">From the repository's root, with forward slashes.</param>
/// <param name="References">The names of the projects that it references.</param>
/// <param name="Packages">The packages that it references, with the version given here, which ought to be none.</param>
internal sealed record ProjectFile(string Path, IReadOnlyList<string> References, IReadOnlyDictionary<string, string?> Packages)
{
    private static readonly Lazy<IReadOnlyList<ProjectFile>> Found = new(() => [.. Paths().Select(Read)]);

    public string Name => System.IO.Path.GetFileNameWithoutExtension(Path);

    /// <summary>Without the prefix that all projects share, e.g. <c>Gateway</c>.</summary>
    public string ShortName => Name["Pipeline.".Length..];

    /// <summary>It belongs to the product; else it tests it, or measures it.</summary>
    public bool IsProduction => !Path.StartsWith("tests/", StringComparison.Ordinal) && !Path.StartsWith("bench/", StringComparison.Ordinal);

    public bool IsService => Path.StartsWith("services/", StringComparison.Ordinal) && ShortName != "Standalone";

    public static IReadOnlyList<ProjectFile> All => Found.Value;

    public static IEnumerable<ProjectFile> Production => All.Where(project => project.IsProduction);

    public static ProjectFile Named(string shortName) => All.Single(project => project.ShortName == shortName);

    public override string ToString() => Path;

    private static IEnumerable<string> Paths() =>
        from top in new[] { "shared", "services", "samples", "tests", "bench" }
        where Directory.Exists(RepositoryRoot.Of(top))
        from file in Directory.EnumerateFiles(RepositoryRoot.Of(top), "*.csproj", SearchOption.AllDirectories)
        let path = System.IO.Path.GetRelativePath(RepositoryRoot.Path, file).Replace('\\', '/')
        orderby path
        select path;

    private static ProjectFile Read(string path)
    {
        var items = XDocument.Load(RepositoryRoot.Of(path)).Descendants().ToLookup(element => element.Name.LocalName);
        return new ProjectFile(
            path,
            [.. items["ProjectReference"].Select(item => System.IO.Path.GetFileNameWithoutExtension((string)item.Attribute("Include")!.Value)["Pipeline.".Length..])],
            items["PackageReference"].ToDictionary(item => item.Attribute("Include")!.Value, item => item.Attribute("Version")?.Value));
    }
}
