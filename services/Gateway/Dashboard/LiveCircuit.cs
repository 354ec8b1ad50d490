using Microsoft.AspNetCore.Components.Server.Circuits;

namespace Pipeline.Gateway.Dashboard;

/// <summary>Tells a circuit's pages whether their browser is connected.</summary>
public sealed class LiveCircuit : CircuitHandler
{
    /// <summary>The connection is there, for the first time or again.</summary>
    public event Action? ConnectionUp;

    /// <summary>Whether the browser is connected now.</summary>
    public bool IsUp { get; private set; }

    /// <inheritdoc />
    public override Task OnConnectionUpAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        IsUp = true;
        ConnectionUp?.Invoke();
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public override Task OnConnectionDownAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        IsUp = false;
        return Task.CompletedTask;
    }
}
