using System.Text.RegularExpressions;
using Pipeline.DemoSite.Sessions;

namespace Pipeline.DemoSite.Control;

/// <summary>Counts the requests to the platform itself (neither assets nor health nor the control API) and the logins.</summary>
internal sealed partial class RequestLog(TimeProvider clock)
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, int> patterns = [];
    private readonly Dictionary<string, int> paths = [];
    private readonly Dictionary<string, Dictionary<string, int>> users = [];
    private readonly Dictionary<int, int> statuses = [];
    private readonly Dictionary<string, LoginCount> logins = [];
    private readonly Dictionary<string, List<DateTimeOffset>> hosts = [];

    public async Task CountAsync(HttpContext context, RequestDelegate next)
    {
        Arrived(context.Request);
        await next(context);
        Answered(context);
    }

    public void LoginSucceeded(string user) => Count(user, count => count with { Succeeded = count.Succeeded + 1 });

    public void LoginFailed(string user) => Count(user, count => count with { Failed = count.Failed + 1 });

    public void Reset()
    {
        lock (gate)
        {
            patterns.Clear();
            paths.Clear();
            users.Clear();
            statuses.Clear();
            logins.Clear();
            hosts.Clear();
        }
    }

    public RequestReport Report(bool withTimes)
    {
        lock (gate)
        {
            return new RequestReport(
                patterns.Values.Sum(),
                new SortedDictionary<string, int>(patterns),
                new SortedDictionary<string, int>(paths),
                users.ToDictionary(u => u.Key, u => (IReadOnlyDictionary<string, int>)new SortedDictionary<string, int>(u.Value)),
                new SortedDictionary<int, int>(statuses),
                new SortedDictionary<string, LoginCount>(logins),
                hosts.ToDictionary(h => h.Key, h => HostCount.Of(h.Value, withTimes)));
        }
    }

    private void Arrived(HttpRequest request)
    {
        var path = $"{request.Method} {request.Path}";
        lock (gate)
        {
            Increase(patterns, PatternOf(path));
            Increase(paths, path + request.QueryString);
            if (!hosts.TryGetValue(request.Host.Value ?? "", out var times)) hosts[request.Host.Value ?? ""] = times = [];
            times.Add(clock.GetUtcNow());
        }
    }

    private void Answered(HttpContext context)
    {
        var user = context.Visit().Account?.Username ?? "";
        lock (gate)
        {
            Increase(statuses, context.Response.StatusCode);
            if (!users.TryGetValue(user, out var counts)) users[user] = counts = [];
            Increase(counts, PatternOf($"{context.Request.Method} {context.Request.Path}"));
        }
    }

    private void Count(string user, Func<LoginCount, LoginCount> change)
    {
        lock (gate) logins[user] = change(logins.GetValueOrDefault(user, new LoginCount(0, 0)));
    }

    private static void Increase<TKey>(Dictionary<TKey, int> counts, TKey key)
        where TKey : notnull => counts[key] = counts.GetValueOrDefault(key) + 1;

    private static string PatternOf(string path) => Ids().Replace(path, "/{id}/");

    [GeneratedRegex(@"/\d+/")]
    private static partial Regex Ids();
}
