namespace Pipeline.Generation.Llm.OpenAi;

/// <summary>Reads an answer to its end, up to a bound: the address is a user's, and an answer could go on for ever. Counts what it inflates to.</summary>
internal sealed class AnswerSizeHandler : DelegatingHandler
{
    private const long MaxBytes = 4 * 1024 * 1024;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken);
        try
        {
            await response.Content.LoadIntoBufferAsync(MaxBytes, cancellationToken);
            return response;
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }
}
