using System.ClientModel.Primitives;

namespace Pipeline.Generation.Llm.OpenAi;

/// <summary>Sends the client library's requests through our own HTTP client, with the permit of the record that they are for.</summary>
internal sealed class PermittedTransport(HttpClient client, RequestPermit? permit, bool hasKey) : HttpClientPipelineTransport(client)
{
    protected override void OnSendingRequest(PipelineMessage message, HttpRequestMessage httpRequest)
    {
        if (permit is not null) httpRequest.Options.Set(PermitHandler.Permit, permit);
        if (!hasKey) httpRequest.Headers.Remove("Authorization");
    }
}
