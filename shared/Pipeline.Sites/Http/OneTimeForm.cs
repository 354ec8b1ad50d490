using System.Net;
using System.Net.Http.Headers;
using System.Runtime.ExceptionServices;

namespace Pipeline.Sites.Http;

/// <summary>
/// The body of a write. It asks for permission when the connection stands and its first byte is due, knows whether
/// anything of it may have left, and can't be sent a second time.
/// </summary>
internal sealed class OneTimeForm : HttpContent
{
    private readonly byte[] _bytes;
    private readonly Func<Task> _ask;
    private ExceptionDispatchInfo? _refusal;

    public OneTimeForm(byte[] bytes, Func<Task> ask)
    {
        (_bytes, _ask) = (bytes, ask);
        Headers.ContentType = new MediaTypeHeaderValue("application/x-www-form-urlencoded");
    }

    /// <summary>Whether sending has begun: from here on, the site may have it.</summary>
    public bool Began { get; private set; }

    /// <summary>Throws what the permission's refusal was, if there was one, unwrapped.</summary>
    public void ThrowIfRefused() => _refusal?.Throw();

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        if (Began) throw new InvalidOperationException("The form was sent before: it is not sent twice.");
        try
        {
            await _ask();
        }
        catch (Exception refusal)
        {
            _refusal = ExceptionDispatchInfo.Capture(refusal);
            throw;
        }

        cancellationToken.ThrowIfCancellationRequested();
        Began = true;
        await stream.WriteAsync(_bytes, cancellationToken);
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override bool TryComputeLength(out long length)
    {
        length = _bytes.Length;
        return true;
    }
}
