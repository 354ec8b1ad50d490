using System.Text.Json.Nodes;
using Pipeline.Testing.Http;

namespace Pipeline.Chaos.Load;

/// <summary>Reads all records of a process, page by page.</summary>
public static class RecordList
{
    /// <summary>All of them.</summary>
    public static async Task<List<SeenRecord>> OfAsync(JsonApi api, LoadProcess process, CancellationToken cancellation)
    {
        var (records, cursor) = (new List<SeenRecord>(), "");
        do
        {
            var path = $"article-records?processId={process.Id}&limit=200{cursor}";
            var page = await api.UntilAsync(gateway => gateway.GetAsync(path, cancellation), cancellation);
            records.AddRange(page["items"]!.AsArray().Select(record => Read(process, record!)));
            cursor = page["nextCursor"] is { } next ? $"&cursor={Uri.EscapeDataString(next.ToString())}" : null;
        }
        while (cursor is not null);
        return records;
    }

    private static SeenRecord Read(LoadProcess process, JsonNode record) => new(
        record["id"]!.ToString(),
        new Comment(
            record["article"]!["externalId"]!.ToString(),
            process.Accounts[record["accountId"]!.GetValue<Guid>()],
            process.Prompts[record["promptTemplateId"]!.GetValue<Guid>()]),
        record["status"]!.ToString(),
        record["siteCommentId"]?.ToString(),
        record["error"] is { } error ? $"{error["stage"]}/{error["kind"]}: {error["message"]}" : null);
}
