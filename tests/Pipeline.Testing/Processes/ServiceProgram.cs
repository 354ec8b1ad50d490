namespace Pipeline.Testing.Processes;

/// <summary>Where the built, or published, programs of the solution lie.</summary>
internal static class ServiceProgram
{
    /// <summary>The program of a project, from the build that the running one belongs to: <c>bin/Release/net10.0</c>, <c>bin/Release/net10.0/linux-x64/publish</c>.</summary>
    public static string Of(string project)
    {
        var folder = RepositoryRoot.Of(project);
        var projectFile = Directory.EnumerateFiles(folder, "*.csproj").Single();
        var built = Path.GetRelativePath(RepositoryRoot.Path, AppContext.BaseDirectory).Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries);
        var program = Path.Combine([folder, .. built[Array.IndexOf(built, "bin")..], Path.GetFileNameWithoutExtension(projectFile) + ".dll"]);
        return File.Exists(program) ? program : throw new FileNotFoundException($"{program} isn't there: build the whole solution first.", program);
    }
}
