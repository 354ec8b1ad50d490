namespace Pipeline.Testing.Processes;

/// <summary>Where the built programs of the solution lie.</summary>
internal static class ServiceProgram
{
    /// <summary>The program of a project, from the build that these tests belong to (its configuration and framework).</summary>
    public static string Of(string project)
    {
        var folder = RepositoryRoot.Of(project);
        var projectFile = Directory.EnumerateFiles(folder, "*.csproj").Single();
        var built = Path.GetRelativePath(RepositoryRoot.Path, AppContext.BaseDirectory).Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries);
        var program = Path.Combine([folder, "bin", .. built[^2..], Path.GetFileNameWithoutExtension(projectFile) + ".dll"]);
        return File.Exists(program) ? program : throw new FileNotFoundException($"{program} isn't there: build the whole solution first.", program);
    }
}
