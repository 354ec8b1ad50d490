using System.Text;
using System.Text.Json;
using Microsoft.Win32.SafeHandles;

namespace Pipeline.DemoSite.State;

/// <summary>
/// The site's events in a file, one JSON object a line. A line reaches the operating system before its effect is visible, and the
/// disk before its reply is sent: neither <c>kill -9</c> nor a power cut takes back what a visitor was told.
/// </summary>
internal sealed class Journal : IDisposable
{
    private const string FileName = "demosite.jsonl";

    private readonly FileStream folderLock;
    private readonly SafeFileHandle file;
    private readonly DiskSync sync;
    private long length;

    private Journal(FileStream folderLock, string path)
    {
        this.folderLock = folderLock;
        file = File.OpenHandle(path, FileMode.Open, FileAccess.Write, FileShare.Read);
        length = RandomAccess.GetLength(file);
        sync = new DiskSync(file);
    }

    /// <summary>Reads what the last run left into <paramref name="state"/>, shortens the file to that state and opens it for more.</summary>
    /// <exception cref="IOException">Another demo site uses the folder, or it can't be written.</exception>
    /// <exception cref="InvalidDataException">A line other than the last can't be read.</exception>
    public static Journal Open(string folder, SiteState state)
    {
        Directory.CreateDirectory(folder);
        var folderLock = new FileStream(Path.Combine(folder, "demosite.lock"), FileMode.OpenOrCreate, FileAccess.Write, FileShare.None);
        try
        {
            var path = Path.Combine(folder, FileName);
            if (File.Exists(path)) Replay(path, state);
            Compact(path, state);
            return new Journal(folderLock, path);
        }
        catch (Exception)
        {
            folderLock.Dispose();
            throw;
        }
    }

    /// <summary>Hands the events to the operating system, all or none. Callers take turns.</summary>
    public void Write(IReadOnlyList<SiteEvent> events)
    {
        var lines = Encode(events);
        RandomAccess.Write(file, lines, length);
        length += lines.Length;
    }

    /// <summary>Ends when all that was written before the call is on the disk.</summary>
    public Task OnDiskAsync() => sync.RequestAsync();

    public void Dispose()
    {
        sync.Dispose();
        file.Dispose();
        folderLock.Dispose();
    }

    private static void Replay(string path, SiteState state)
    {
        var lines = File.ReadAllLines(path);
        for (var i = 0; i < lines.Length; i++)
        {
            try
            {
                var change = JsonSerializer.Deserialize(lines[i], JournalJson.Default.SiteEvent);
                state.Apply(change ?? throw new JsonException("The line is null."));
            }
            catch (JsonException) when (i == lines.Length - 1)
            {
                // The program died while it wrote this line: nobody was told that it happened.
            }
            catch (Exception e) when (e is JsonException or NotSupportedException)
            {
                throw new InvalidDataException($"Line {i + 1} of {path} can't be read. Repair or remove the file.", e);
            }
        }
    }

    private static void Compact(string path, SiteState state)
    {
        var draft = path + ".new";
        using (var handle = File.OpenHandle(draft, FileMode.Create, FileAccess.Write))
        {
            RandomAccess.Write(handle, Encode([.. state.Snapshot()]), 0);
            RandomAccess.FlushToDisk(handle);
        }
        File.Move(draft, path, overwrite: true);
    }

    private static byte[] Encode(IReadOnlyList<SiteEvent> events)
    {
        var lines = new StringBuilder();
        foreach (var change in events) lines.Append(JsonSerializer.Serialize(change, JournalJson.Default.SiteEvent)).Append('\n');
        return Encoding.UTF8.GetBytes(lines.ToString());
    }
}
