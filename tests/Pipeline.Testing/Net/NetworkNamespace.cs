using System.Diagnostics;
using System.Globalization;
using System.Net;
using Pipeline.Testing.Processes;

namespace Pipeline.Testing.Net;

/// <summary>
/// Network namespaces of Linux (https://man7.org/linux/man-pages/man7/network_namespaces.7.html): machines with cables between them, on this
/// machine. A program that makes some runs in one of its own, so that the machine's network is never touched, and all are gone with it.
/// </summary>
public static class NetworkNamespace
{
    private const string Mark = "PIPELINE_OWN_NAMESPACE";
    private const string Switch = "switch";

    private static readonly string[] Unshare = ["--net", "--pid", "--fork", "--kill-child", "--mount-proc"];

    /// <summary>Whether this process runs in a namespace of its own.</summary>
    public static bool IsOwn => Environment.GetEnvironmentVariable(Mark) is not null;

    /// <summary>Why none can be had here; null: they can.</summary>
    public static string? Obstacle
    {
        get
        {
            if (!OperatingSystem.IsLinux()) return "network namespaces are Linux's";
            if (Environment.UserName != "root") return "network namespaces need root";
            foreach (var program in new[] { "ip", "unshare", "nsenter" })
                if (!Exists(program)) return $"the program '{program}' isn't installed (Debian: apt-get install iproute2 util-linux)";
            using var trial = Process.Start(new ProcessStartInfo("unshare", [.. Unshare, "ip", "link", "add", Switch, "type", "bridge"]) { RedirectStandardError = true })!;
            trial.WaitForExit();
            return trial.ExitCode == 0 ? null : $"the system refuses them: {trial.StandardError.ReadToEnd().Trim()}";
        }
    }

    /// <summary>Runs a program in a namespace of its own: with loopback, and nothing else of this machine's network.</summary>
    public static ProcessStartInfo Start(string program, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo("unshare", [.. Unshare, "sh", "-c", "ip link set lo up && exec \"$@\"", "sh", program, .. arguments]);
        start.Environment[Mark] = "1";
        return start;
    }

    /// <summary>Makes the switch that all machines are plugged into, with an address for this process itself.</summary>
    public static async Task MakeSwitchAsync(IPAddress own)
    {
        if (!IsOwn) throw new InvalidOperationException("Switches and cables are made in a namespace of one's own only.");
        await RunAsync("ip", "link", "add", Switch, "type", "bridge");
        await RunAsync("ip", "address", "add", $"{own}/24", "dev", Switch);
        await RunAsync("ip", "link", "set", Switch, "up");
    }

    /// <summary>A new machine: it exists as long as this process runs.</summary>
    internal static Process Hold()
    {
        var holder = Process.Start("unshare", ["--net", "sleep", "infinity"]);
        OrphanGuard.Watch(holder, ProcessSignal.Kill);
        return holder;
    }

    /// <summary>What runs a command on that machine.</summary>
    internal static string[] Enter(Process holder) => ["nsenter", "--target", holder.Id.ToString(CultureInfo.InvariantCulture), "--net"];

    /// <summary>Lays a cable from the switch to that machine.</summary>
    internal static async Task ConnectAsync(Process holder, string cable, IPAddress address)
    {
        var id = holder.Id.ToString(CultureInfo.InvariantCulture);
        await Eventually.TrueAsync(() => ReadNamespace(id) != ReadNamespace("self"), TimeSpan.FromSeconds(10), "the new namespace is there");
        await RunAsync("ip", "link", "add", cable, "type", "veth", "peer", "name", "eth0", "netns", id);
        await RunAsync("ip", "link", "set", cable, "master", Switch, "up");
        foreach (var command in new[] { "link set lo up", $"address add {address}/24 dev eth0", "link set eth0 up" })
            await RunAsync([.. Enter(holder), "ip", .. command.Split(' ')]);
    }

    /// <summary>Runs a command to its end.</summary>
    /// <exception cref="InvalidOperationException">It failed; with what it says.</exception>
    internal static async Task RunAsync(params string[] command)
    {
        using var process = Process.Start(new ProcessStartInfo(command[0], command[1..]) { RedirectStandardError = true })!;
        var error = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0) throw new InvalidOperationException($"{string.Join(' ', command)}: {error.Trim()}");
    }

    private static string? ReadNamespace(string process) => new FileInfo($"/proc/{process}/ns/net").LinkTarget;

    private static bool Exists(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Append("/usr/sbin").Any(folder => File.Exists(Path.Combine(folder, program)));
}
