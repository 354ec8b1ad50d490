using Pipeline.Hosting.Secrets;

namespace Pipeline.Hosting.Tests.Secrets;

public sealed class MasterKeyFileTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("master-key-");

    private string KeyFile => Path.Combine(_folder.FullName, "master.key");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void The_first_start_makes_a_key_that_only_the_owner_may_read_and_later_ones_read_it()
    {
        var key = MasterKeyFile.ReadOrCreate(KeyFile);

        Assert.True(SecretKey.TryParse(key, out _));
        Assert.Equal(key, MasterKeyFile.ReadOrCreate(KeyFile));
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(KeyFile));
    }

    [Fact]
    public void Starts_at_once_agree_on_one_key_and_leave_nothing_else()
    {
        var keys = new string[32];
        Parallel.For(0, keys.Length, start => keys[start] = MasterKeyFile.ReadOrCreate(KeyFile));

        Assert.Single(keys.Distinct());
        Assert.Equal([KeyFile], Directory.GetFiles(_folder.FullName));
    }

    [Fact]
    public void A_file_that_isnt_a_key_is_refused_and_kept()
    {
        File.WriteAllText(KeyFile, "not a key");

        Assert.Throws<InvalidDataException>(() => MasterKeyFile.ReadOrCreate(KeyFile));
        Assert.Equal("not a key", File.ReadAllText(KeyFile));
    }
}
