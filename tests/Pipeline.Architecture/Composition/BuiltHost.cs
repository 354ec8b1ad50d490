using System.Diagnostics;
using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Pipeline.Architecture.Composition;

/// <summary>
/// The host that a program builds, taken from it as soon as it is built: its own composition, with nothing started.
/// Building validates every registration.
/// </summary>
internal sealed class BuiltHost : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>
{
    private static readonly AsyncLocal<BuiltHost?> Current = new();

    private IServiceCollection? _registrations;
    private IHost? _host;

    public IServiceCollection Registrations => _registrations ?? throw new InvalidOperationException("The program built no host.");

    public IServiceProvider Services => (_host ?? throw new InvalidOperationException("The program built no host.")).Services;

    /// <summary>Runs a program's entry point up to the point where its host is built.</summary>
    public static BuiltHost Of(Assembly program, string[] args)
    {
        var built = new BuiltHost();
        Current.Value = built;
        using var subscription = DiagnosticListener.AllListeners.Subscribe(built);
        try
        {
            program.EntryPoint!.Invoke(null, BindingFlags.DoNotWrapExceptions, null, [args], null);
        }
        catch (HostTakenException)
        {
            // What was wanted: the program goes no further.
        }
        finally
        {
            Current.Value = null;
        }

        return built;
    }

    public void OnNext(DiagnosticListener value)
    {
        if (value.Name == "Microsoft.Extensions.Hosting") value.Subscribe(this);
    }

    public void OnNext(KeyValuePair<string, object?> value)
    {
        // Listeners are the whole process's: another test's host isn't meant.
        if (Current.Value != this) return;
        if (value is { Key: "HostBuilding", Value: IHostBuilder builder }) builder.ConfigureServices(services => _registrations = services);
        if (value is not { Key: "HostBuilt", Value: IHost host }) return;
        _host = host;
        throw new HostTakenException();
    }

    public void OnCompleted()
    {
    }

    public void OnError(Exception error)
    {
    }

    private sealed class HostTakenException : Exception;
}
