using System.Text.Json;
using Pipeline.Domain.Records;
using Pipeline.Persistence.Ledger;

namespace Pipeline.Gateway.Dashboard.Records;

/// <summary>Which records of a process a person wants to see.</summary>
public enum RecordFilter
{
    /// <summary>All of them.</summary>
    All,

    /// <summary>Found, without a text yet.</summary>
    Discovered,

    /// <summary>With a text, without a comment yet.</summary>
    Prepared,

    /// <summary>With a comment that isn't posted.</summary>
    Generated,

    /// <summary>With a comment that a person must look at.</summary>
    Awaiting,

    /// <summary>On their way to the site.</summary>
    Posting,

    /// <summary>On the site.</summary>
    Posted,

    /// <summary>Given up by a stage.</summary>
    Failed,

    /// <summary>Nobody can tell whether they are posted.</summary>
    Uncertain,

    /// <summary>Refused by a reviewer.</summary>
    Rejected,

    /// <summary>Left out by a filter or an earlier comment.</summary>
    Skipped,

    /// <summary>Removed from the site again.</summary>
    TakenBack,
}

/// <summary>What a filter means, and what it is called.</summary>
public static class RecordFilters
{
    /// <summary>The statuses that pass.</summary>
    public static IReadOnlyList<RecordStatus> Statuses(this RecordFilter filter) => filter switch
    {
        RecordFilter.All => Enum.GetValues<RecordStatus>(),
        RecordFilter.Awaiting => [RecordStatus.Generated],
        _ => [Enum.Parse<RecordStatus>(filter.ToString())],
    };

    /// <summary>How many records pass.</summary>
    public static long In(this RecordFilter filter, PipelineCount counts)
    {
        ArgumentNullException.ThrowIfNull(counts);
        return filter switch
        {
            RecordFilter.All => counts.Total,
            RecordFilter.Discovered => counts.Discovered,
            RecordFilter.Prepared => counts.Prepared,
            RecordFilter.Generated => counts.Generated,
            RecordFilter.Awaiting => counts.AwaitingApproval,
            RecordFilter.Posting => counts.Posting,
            RecordFilter.Posted => counts.Posted,
            RecordFilter.Failed => counts.Failed,
            RecordFilter.Uncertain => counts.Uncertain,
            RecordFilter.Rejected => counts.Rejected,
            RecordFilter.Skipped => counts.Skipped,
            RecordFilter.TakenBack => counts.TakenBack,
            _ => throw new ArgumentOutOfRangeException(nameof(filter), filter, "There is no such filter."),
        };
    }

    /// <summary>What people read.</summary>
    public static string Word(this RecordFilter filter) => filter switch
    {
        RecordFilter.Awaiting => "Awaiting approval",
        RecordFilter.TakenBack => "Taken back",
        _ => filter.ToString(),
    };

    /// <summary>The name in addresses: as the API spells it.</summary>
    public static string Wire(this RecordFilter filter) =>
        filter == RecordFilter.Awaiting ? "awaitingApproval" : JsonNamingPolicy.CamelCase.ConvertName(filter.ToString());

    /// <summary>Reads a name of an address; anything else means all.</summary>
    public static RecordFilter Parse(string? wire) => Enum.GetValues<RecordFilter>().FirstOrDefault(filter => filter.Wire() == wire);
}
