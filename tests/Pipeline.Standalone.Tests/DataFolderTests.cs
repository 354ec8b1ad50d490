namespace Pipeline.Standalone.Tests;

/// <summary>The folder of all state belongs to one program at a time.</summary>
public sealed class DataFolderTests : IDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory("pipeline-folder-").FullName;

    [Fact]
    public void It_is_made_if_it_isnt_there()
    {
        var path = Path.Combine(root, "deep", "data");

        using (DataFolder.Take(path)) Assert.True(Directory.Exists(path));
    }

    [Fact]
    public void A_second_program_is_refused_until_the_first_has_ended()
    {
        using (DataFolder.Take(root))
        {
            var refused = Assert.Throws<StandaloneRefusedException>(() => DataFolder.Take(root));
            Assert.Contains("in use by another pipeline", refused.Message, StringComparison.Ordinal);
        }

        DataFolder.Take(root).Dispose();
    }

    [Fact]
    public void A_folder_that_cant_be_written_to_is_refused_with_the_remedy()
    {
        var file = Path.Combine(root, "a-file");
        File.WriteAllText(file, "");

        var refused = Assert.Throws<StandaloneRefusedException>(() => DataFolder.Take(Path.Combine(file, "data")));

        Assert.Contains("can't be written to", refused.Message, StringComparison.Ordinal);
        Assert.Contains("--data DIR", refused.Message, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(root, recursive: true);
}
