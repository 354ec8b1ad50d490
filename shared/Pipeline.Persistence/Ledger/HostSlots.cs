using Pipeline.Domain.Sites;

namespace Pipeline.Persistence.Ledger;

/// <summary>Slots reserved ahead for requests to one host.</summary>
/// <param name="Wait">From now until the last of them.</param>
/// <param name="Count">How many.</param>
/// <param name="Interval">Between two of them.</param>
public sealed record HostReservation(TimeSpan Wait, int Count, TimeSpan Interval)
{
    /// <summary>From now until the <paramref name="number"/>-th (from 1); zero or less: at once.</summary>
    public TimeSpan Until(int number) => Wait - ((Count - number) * Interval);
}

/// <summary>
/// Requests per host, over all workers together (GCRA): a reservation moves the host's theoretical arrival time on, in one
/// statement. Where several sites share a host, the lowest rate wins.
/// </summary>
public sealed class HostSlots(LedgerDatabase database)
{
    /// <summary>Reserves <paramref name="count"/> requests to a host.</summary>
    /// <param name="origin">Scheme, host and port, as <see cref="Site.OriginOf"/> gives it.</param>
    /// <param name="count">How many, at least 1.</param>
    /// <param name="cancellationToken">Ends it early; nothing is reserved then.</param>
    public async Task<HostReservation> ReserveAsync(string origin, int count, CancellationToken cancellationToken)
    {
        var rate = await RateAsync(origin, cancellationToken);
        var interval = rate.Interval.TotalSeconds;
        var sql = database.Sql;
        var waits = await database.WriteAsync(
            $"""
            INSERT INTO host_slots (origin, tat) VALUES (@origin, {sql.In("@ahead")})
            ON CONFLICT (origin) DO UPDATE SET tat = {sql.Plus(sql.Later("host_slots.tat", sql.Now), "@ahead")}
            RETURNING {sql.Seconds(sql.Now, "tat")}
            """,
            Statement.With(("origin", origin), ("ahead", count * interval)), row => row.GetDouble(0), cancellationToken);
        return new(TimeSpan.FromSeconds(waits[0] - (rate.Burst * interval)), count, rate.Interval);
    }

    private async Task<SiteRate> RateAsync(string origin, CancellationToken cancellationToken)
    {
        var rates = await database.ReadAsync(
            "SELECT min(requests_per_second), min(burst) FROM sites WHERE origin = @origin", Statement.With(("origin", origin)),
            row => row.IsDBNull(0) ? SiteRate.Default : new SiteRate(row.GetDouble(0), row.GetInt32(1)), cancellationToken);
        return rates[0];
    }
}
