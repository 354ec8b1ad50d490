namespace Pipeline.Sites.Tests.Support;

/// <summary>Lets every request go, or those that it is told to, and remembers what it was asked.</summary>
internal sealed class RecordingPermit(Func<RequestIntent, Uri, string?>? refuse = null) : IRequestPermit
{
    public List<(RequestIntent Intent, string Path)> Asked { get; } = [];

    public ValueTask AskAsync(RequestIntent intent, Uri address, CancellationToken cancellationToken)
    {
        Asked.Add((intent, address.AbsolutePath));
        return refuse?.Invoke(intent, address) is { } reason ? throw new PermitRefusedException(reason) : ValueTask.CompletedTask;
    }
}
