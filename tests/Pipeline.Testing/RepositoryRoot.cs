namespace Pipeline.Testing;

/// <summary>The folder of <c>Pipeline.sln</c>: where tests find scripts, documents and the services' programs.</summary>
public static class RepositoryRoot
{
    private static readonly Lazy<string> Found = new(Find);

    /// <summary>The absolute path, without a separator at its end.</summary>
    public static string Path => Found.Value;

    /// <summary>The absolute path of a file or folder named from the root, with forward slashes.</summary>
    public static string Of(string relative) => System.IO.Path.Combine(Path, relative.Replace('/', System.IO.Path.DirectorySeparatorChar));

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "Pipeline.sln")))
                return folder.FullName;
        }

        throw new DirectoryNotFoundException($"No Pipeline.sln above {AppContext.BaseDirectory}: tests run from the repository's own build.");
    }
}
