using System.Globalization;
using Pipeline.Testing;

namespace Pipeline.Chaos.Installations;

/// <summary>The five services in one process on SQLite, as <c>./pipeline run --no-demo</c> starts them.</summary>
public sealed class EmbeddedInstallation(OutsideWorld world) : ChaosInstallation(world)
{
    private readonly string _data = Directory.CreateTempSubdirectory("pipeline-chaos-").FullName;
    private SupervisedService? _program;

    /// <inheritdoc/>
    public override IReadOnlyList<SupervisedService> Services => _program is null ? [] : [_program];

    /// <inheritdoc/>
    protected override Uri GatewayAddress => _program!.Address;

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await base.DisposeAsync();
        Directory.Delete(_data, recursive: true);
    }

    /// <inheritdoc/>
    protected override Task StartAsync(CancellationToken cancellation)
    {
        var port = FreePort.Next();
        _program = SupervisedService.Start(
            "program", "services/Standalone", Settings(), port, "--port", port.ToString(CultureInfo.InvariantCulture), "--data", _data, "--no-demo");
        return _program.ReadyAsync(StartLimit, cancellation);
    }
}
