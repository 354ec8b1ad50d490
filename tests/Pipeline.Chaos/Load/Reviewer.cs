using System.Text.Json.Nodes;
using Pipeline.Testing.Http;

namespace Pipeline.Chaos.Load;

/// <summary>The person who approves what waits for them, whatever happens around them.</summary>
public sealed class Reviewer(JsonApi api, IEnumerable<LoadProcess> processes)
{
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(3);

    private readonly LoadProcess[] _reviewed = [.. processes.Where(process => process.Reviewed)];

    /// <summary>Comments approved.</summary>
    public int Approved { get; private set; }

    /// <summary>Approves until it is told to end.</summary>
    public async Task WorkAsync(CancellationToken end)
    {
        using var pace = new PeriodicTimer(Pace);
        try
        {
            do
            {
                foreach (var process in _reviewed) await ApproveAllAsync(process, end);
            }
            while (await pace.WaitForNextTickAsync(end));
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            // Their day is over.
        }
    }

    private async Task ApproveAllAsync(LoadProcess process, CancellationToken end)
    {
        var waiting = await api.UntilAsync(gateway => gateway.GetAsync($"article-records?processId={process.Id}&status=generated&limit=200", end), end);
        foreach (var record in waiting["items"]!.AsArray().Where(record => record!["approvedAt"] is null)) await ApproveAsync(record!, end);
    }

    private async Task ApproveAsync(JsonNode record, CancellationToken end)
    {
        try
        {
            await api.UntilAsync(gateway => gateway.PostAsync($"article-records/{record["id"]}/approve", null, end), end);
            Approved++;
        }
        catch (HttpRequestException late) when (late.StatusCode == System.Net.HttpStatusCode.Conflict)
        {
            // An approval whose answer was lost has taken it further already.
        }
    }
}
