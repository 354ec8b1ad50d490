namespace Pipeline.Generation.Llm.OpenAi;

/// <summary>Asks for the permit right before each request leaves. Stands inside the retries: a repeated request is a request.</summary>
internal sealed class PermitHandler : DelegatingHandler
{
    public static readonly HttpRequestOptionsKey<RequestPermit> Permit = new("permit");

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.Options.TryGetValue(Permit, out var permit)) await permit(cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
        return await base.SendAsync(request, cancellationToken);
    }
}
