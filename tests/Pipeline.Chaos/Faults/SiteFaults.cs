using System.Text.Json.Nodes;
using Pipeline.Chaos.Installations;

namespace Pipeline.Chaos.Faults;

/// <summary>How the site misbehaves: what it does with a comment and does not say, and what it says and does not do.</summary>
public static class SiteFaults
{
    private const string Everything = "/";

    /// <summary>All of them.</summary>
    public static IEnumerable<Func<Dice, Strike>> Of(OutsideWorld world)
    {
        foreach (var kind in new[] { "hang_after_accept", "error500_after_accept", "cut_after_accept", "error500", "cut_connection" })
            yield return dice => Misbehave(world, $"site: {kind} of comments", dice.Seconds(3, 12), Fault(kind, "POST"));
        yield return dice => StoreLate(world, dice.Seconds(12, 18), evenAfterLogout: true, dice);
        yield return dice => StoreLate(world, dice.Seconds(12, 45), evenAfterLogout: false, dice);
        yield return dice => Misbehave(world, "site: all sessions expire", TimeSpan.Zero, Fault("expire_sessions", null));
        yield return dice => Misbehave(world, "site: too many requests", dice.Seconds(3, 10), With(Fault("rate_limited429", "GET"), "retryAfter", 2));
        yield return dice => Misbehave(world, "site: takes 3 s", dice.Seconds(5, 15), With(Fault("latency", null), "delay", 3));
    }

    // Longer than the client waits (10 s), shorter than the grace time: the comment comes after the client has gone.
    private static Strike StoreLate(OutsideWorld world, TimeSpan delay, bool evenAfterLogout, Dice dice)
    {
        var fault = With(With(Fault("store_late", "POST"), "delay", delay.TotalSeconds), "evenAfterLogout", evenAfterLogout);
        return Misbehave(world, $"site: comments stored {delay.TotalSeconds:0} s late{(evenAfterLogout ? ", also after a logout" : "")}", dice.Seconds(3, 10), fault);
    }

    private static Strike Misbehave(OutsideWorld world, string what, TimeSpan lasts, JsonObject fault) => new(
        what, lasts, cancellation => world.Site.PutAsync("faults", new JsonArray(fault.DeepClone()), cancellation),
        lasts == TimeSpan.Zero ? null : cancellation => world.Site.PutAsync("faults", new JsonArray(), cancellation));

    private static JsonObject Fault(string kind, string? method)
    {
        var fault = new JsonObject { ["kind"] = kind, ["path"] = method == "POST" ? "/article/" : Everything };
        if (method is not null) fault["method"] = method;
        if (method == "POST") fault["probability"] = 0.5;
        return fault;
    }

    private static JsonObject With(JsonObject fault, string name, JsonNode value)
    {
        fault[name] = value;
        return fault;
    }
}
