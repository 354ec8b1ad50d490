namespace Pipeline.DemoSite.Control;

/// <summary>What <c>GET /_demo/requests</c> answers.</summary>
/// <param name="Total">All requests to the platform.</param>
/// <param name="Patterns">By method and path with ids left out: <c>GET /article/{id}/</c>.</param>
/// <param name="Paths">By method, path and query.</param>
/// <param name="Users">By user name ("" without a session), then by pattern; counted when answered.</param>
/// <param name="Statuses">By status code; an aborted connection counts with what it would have got.</param>
/// <param name="Logins">By the user name that was typed.</param>
/// <param name="Hosts">By the <c>Host</c> that was asked.</param>
internal sealed record RequestReport(
    int Total,
    IReadOnlyDictionary<string, int> Patterns,
    IReadOnlyDictionary<string, int> Paths,
    IReadOnlyDictionary<string, IReadOnlyDictionary<string, int>> Users,
    IReadOnlyDictionary<int, int> Statuses,
    IReadOnlyDictionary<string, LoginCount> Logins,
    IReadOnlyDictionary<string, HostCount> Hosts);

internal sealed record LoginCount(int Succeeded, int Failed);

/// <summary>How hard a host was pressed.</summary>
/// <param name="Requests">How many arrived.</param>
/// <param name="MaxInOneSecond">The most in any window of one second, wherever it begins.</param>
/// <param name="First">When the first arrived.</param>
/// <param name="Last">When the last arrived.</param>
/// <param name="Times">When each arrived, if asked for.</param>
internal sealed record HostCount(int Requests, int MaxInOneSecond, DateTimeOffset First, DateTimeOffset Last, IReadOnlyList<DateTimeOffset>? Times)
{
    public static HostCount Of(IReadOnlyList<DateTimeOffset> times, bool withTimes) =>
        new(times.Count, Most(times), times[0], times[^1], withTimes ? [.. times] : null);

    private static int Most(IReadOnlyList<DateTimeOffset> times)
    {
        var (most, first) = (0, 0);
        for (var last = 0; last < times.Count; last++)
        {
            while (times[last] - times[first] >= TimeSpan.FromSeconds(1)) first++;
            most = Math.Max(most, last - first + 1);
        }
        return most;
    }
}
