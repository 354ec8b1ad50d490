namespace Pipeline.Standalone;

/// <summary>The folder of all state, held as long as the program runs: two programs on the same files would spoil them.</summary>
internal sealed class DataFolder : IDisposable
{
    private readonly FileStream held;

    private DataFolder(FileStream held) => this.held = held;

    /// <summary>Makes the folder if it isn't there, and takes it. It is free again however the program ends.</summary>
    /// <exception cref="StandaloneRefusedException">It can't be used; says why and what to do.</exception>
    public static DataFolder Take(string path)
    {
        var mark = Path.Combine(path, ".in-use");
        try
        {
            Directory.CreateDirectory(path);
            return new(new FileStream(mark, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (UnauthorizedAccessException refused)
        {
            throw NotWritable(path, refused);
        }
        catch (IOException refused)
        {
            throw File.Exists(mark)
                ? new StandaloneRefusedException($"The data folder {path} is in use by another pipeline. End that one first, or choose another folder with --data DIR.")
                : NotWritable(path, refused);
        }
    }

    public void Dispose() => held.Dispose();

    private static StandaloneRefusedException NotWritable(string path, Exception refused) =>
        new($"The data folder {path} can't be written to ({refused.Message}). Choose another one with --data DIR.");
}
