using MassTransit;
using Pipeline.Persistence.Ledger;

namespace Pipeline.Gateway.Api;

/// <summary>Asks the workers what only they can find out, over the bus. No other request waits for the bus.</summary>
internal sealed class WorkerRequests(IScopedClientFactory clients, WorkerHeartbeats heartbeats)
{
    /// <summary>How long a worker may take: a login at a slow site that is asked politely.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(30);

    /// <summary>The worker's answer.</summary>
    /// <exception cref="ApiException">503: no worker is alive, or none answered in time.</exception>
    public async Task<TAnswer> AskAsync<TRequest, TAnswer>(TRequest request, string service, CancellationToken cancellationToken)
        where TRequest : class
        where TAnswer : class
    {
        if (!(await heartbeats.AliveAsync(cancellationToken)).ContainsKey(service))
            throw ApiException.Unavailable($"No {service} worker is running, and only one could tell: start the {service} service and try again.", RetryAfter);
        try
        {
            var answer = await clients.CreateRequestClient<TRequest>(Patience).GetResponse<TAnswer>(request, cancellationToken);
            return answer.Message;
        }
        catch (RequestTimeoutException late)
        {
            throw ApiException.Unavailable($"No {service} worker answered within {Patience.TotalSeconds:0} s: try again later.", RetryAfter, late);
        }
        catch (RequestFaultException failed)
        {
            throw ApiException.Unavailable($"A {service} worker failed with it: its log says why. Try again later.", RetryAfter, failed);
        }
    }
}
