using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace Pipeline.Hosting.Secrets;

/// <summary>The master key of the embedded mode: made at the first start, kept in a file that only its owner may read.</summary>
public static class MasterKeyFile
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Reads the key, or makes one if the file isn't there. Safe if two starts do so at once: one makes it, both read it.</summary>
    /// <param name="path">The file, e.g. <c>data/master.key</c>; its folder must exist.</param>
    /// <returns>The key as <c>Secrets:MasterKey</c> wants it: 32 bytes in base64.</returns>
    /// <exception cref="InvalidDataException">The file is there and isn't a key.</exception>
    public static string ReadOrCreate(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (!File.Exists(path)) Create(path);
        var key = File.ReadAllText(path, Encoding.ASCII).Trim();
        if (!SecretKey.TryParse(key, out _))
            throw new InvalidDataException($"{path} is there, but isn't a key (32 bytes in base64). What was encrypted with the lost key can't be read without it.");
        return key;
    }

    /// <summary>Written apart and moved into place, so that a crash never leaves half a key.</summary>
    private static void Create(string path)
    {
        var draft = $"{path}.{Guid.NewGuid():N}";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = OwnerOnly;
        using (var file = new FileStream(draft, options))
        {
            file.Write(Encoding.ASCII.GetBytes(Convert.ToBase64String(RandomNumberGenerator.GetBytes(SecretKey.Length))));
            file.Flush(flushToDisk: true);
        }

        try
        {
            // .NET's own move looks first and renames then: of two starts, the second would replace the key that the first has read.
            if (OperatingSystem.IsWindows()) File.Move(draft, path, overwrite: false);
            else if (Link(draft, path) != 0 && !File.Exists(path)) File.Move(draft, path, overwrite: false); // A file system without links.
        }
        catch (IOException) when (File.Exists(path))
        {
            // The other start was first.
        }
        finally
        {
            File.Delete(draft);
        }
    }

    /// <summary>https://man7.org/linux/man-pages/man2/link.2.html: fails if the new name is there.</summary>
    [DllImport("libc", EntryPoint = "link", SetLastError = true, CharSet = CharSet.Ansi, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Link([MarshalAs(UnmanagedType.LPUTF8Str)] string existing, [MarshalAs(UnmanagedType.LPUTF8Str)] string added);
}
