using Pipeline.Chaos.Clocks;
using Pipeline.Hosting;
using Pipeline.Testing.Processes;

namespace Pipeline.Chaos.Installations;

/// <summary>A service that is started again whenever it ends, as an orchestrator does, always on the same port.</summary>
public sealed class SupervisedService : IAsyncDisposable
{
    private const int Tail = 2000;

    /// <summary>An end when told to, for want of a server, by SIGKILL, and by a second SIGTERM.</summary>
    private static readonly int[] Explained = [0, HostExit.DatabaseUnavailable, HostExit.BrokerLost, 137, 143];

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _stop = new();
    private readonly string _project;
    private readonly IReadOnlyDictionary<string, string?> _settings;
    private readonly string[] _arguments;
    private readonly int _port;
    private readonly Lock _gate = new();
    private readonly List<int> _exits = [];
    private readonly List<string> _crashes = [];
    private ServiceProcess _process;
    private Task _supervision = Task.CompletedTask;

    private SupervisedService(string name, string project, IReadOnlyDictionary<string, string?> settings, string[] arguments, int port)
    {
        (Name, _project, _arguments, _port) = (name, project, arguments, port);
        Clock = new WrongClock();
        _settings = new Dictionary<string, string?>(settings.Concat(Clock.Environment));
        _process = Launch();
    }

    /// <summary>What it is called in the report.</summary>
    public string Name { get; }

    /// <summary>Where it listens.</summary>
    public Uri Address => _process.Address;

    /// <summary>Its clock, which may be set wrong.</summary>
    public WrongClock Clock { get; }

    /// <summary>The codes it has ended with so far.</summary>
    public IReadOnlyList<int> Exits
    {
        get
        {
            lock (_gate) return [.. _exits];
        }
    }

    /// <summary>What it wrote last before each end that nothing explains.</summary>
    public IReadOnlyList<string> Crashes
    {
        get
        {
            lock (_gate) return [.. _crashes];
        }
    }

    /// <summary>What its present process has written.</summary>
    public string Output => _process.Output;

    /// <summary>Starts it, and from then on again and again.</summary>
    public static SupervisedService Start(string name, string project, IReadOnlyDictionary<string, string?> settings, int port, params string[] arguments)
    {
        var service = new SupervisedService(name, project, settings, arguments, port);
        service._supervision = service.SuperviseAsync();
        return service;
    }

    /// <summary>Returns when it is ready.</summary>
    public Task ReadyAsync(TimeSpan limit, CancellationToken cancellation) => _process.ReadyAsync(limit, cancellation);

    /// <summary>SIGKILL.</summary>
    public void Kill() => _process.Signal(ProcessSignal.Kill);

    /// <summary>SIGTERM.</summary>
    public void Terminate() => _process.Signal(ProcessSignal.Terminate);

    /// <summary>SIGSTOP: it does nothing any more, and keeps all its connections.</summary>
    public void Freeze() => _process.Signal(ProcessSignal.Stop);

    /// <summary>SIGCONT: it goes on as if nothing had been.</summary>
    public void Thaw() => _process.Signal(ProcessSignal.Continue);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _supervision;
        await _process.DisposeAsync();
        Clock.Dispose();
        _stop.Dispose();
    }

    private ServiceProcess Launch() => ServiceProcess.Start(_project, _settings, _arguments, _port);

    private void Note(int code, string output)
    {
        lock (_gate)
        {
            _exits.Add(code);
            if (!Explained.Contains(code)) _crashes.Add(output.Length > Tail ? output[^Tail..] : output);
        }
    }

    private async Task SuperviseAsync()
    {
        try
        {
            while (true)
            {
                var code = await _process.ExitedAsync(_stop.Token);
                Note(code, _process.Output);
                await Task.Delay(Pause, _stop.Token);
                var ended = _process;
                _process = Launch();
                await ended.DisposeAsync();
            }
        }
        catch (OperationCanceledException)
        {
            // The run is over.
        }
    }
}
