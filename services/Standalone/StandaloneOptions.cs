using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Pipeline.Standalone;

/// <summary>What the embedded program is told on its command line.</summary>
/// <param name="Port">The port of the first screen and the API.</param>
/// <param name="Data">Where all state is kept: a full path.</param>
/// <param name="Demo">Whether the demo site runs with it, and a process that reads it is made ready.</param>
/// <param name="Rest">What is passed on to the configuration.</param>
public sealed record StandaloneOptions(int Port, string Data, bool Demo, string[] Rest)
{
    /// <summary>Reads the command line.</summary>
    /// <exception cref="StandaloneRefusedException">An option can't be read; says which and what is allowed.</exception>
    public static StandaloneOptions Parse(IReadOnlyList<string> args)
    {
        ArgumentNullException.ThrowIfNull(args);
        var options = new StandaloneOptions(8080, Path.GetFullPath("data"), true, []);
        var rest = new List<string>();
        for (var i = 0; i < args.Count; i++)
        {
            var (name, inline) = args[i].Split('=', 2) is [var key, var text] ? (key, text) : (args[i], null);
            switch (name)
            {
                case "--port": options = options with { Port = ReadPort(inline ?? Next(args, ref i)) }; break;
                case "--data": options = options with { Data = Path.GetFullPath(inline ?? Next(args, ref i)) }; break;
                case "--no-demo": options = options with { Demo = false }; break;
                default: rest.Add(args[i]); break;
            }
        }

        return options with { Rest = [.. rest] };
    }

    /// <summary>Makes the data folder, and sees that it can be written to and that the port is free.</summary>
    /// <exception cref="StandaloneRefusedException">One of them can't be used; says what to do.</exception>
    public void Check()
    {
        try
        {
            Directory.CreateDirectory(Data);
            var probe = Path.Combine(Data, $".write-check-{Environment.ProcessId}");
            File.WriteAllText(probe, "");
            File.Delete(probe);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new StandaloneRefusedException($"The data folder {Data} can't be written to ({refused.Message}). Choose another one with --data DIR.");
        }

        if (!IsFree(Port)) throw new StandaloneRefusedException($"Port {Port} is in use by another program. Choose another one with --port N.");
    }

    /// <summary>Whether nobody listens on a port of this machine.</summary>
    public static bool IsFree(int port)
    {
        try
        {
            using var probe = new TcpListener(IPAddress.Loopback, port);
            probe.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static string Next(IReadOnlyList<string> args, ref int i) =>
        i + 1 < args.Count ? args[++i] : throw new StandaloneRefusedException($"{args[i]} needs a value.");

    private static int ReadPort(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and < 65536
            ? port
            : throw new StandaloneRefusedException($"--port must be a number from 1 to 65535, not '{text}'.");
}

/// <summary>The program can't start as it was told to; the message is for the person at the console.</summary>
public sealed class StandaloneRefusedException(string message) : Exception(message);
