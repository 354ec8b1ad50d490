using System.Collections.Concurrent;
using Pipeline.Domain.Records;
using Pipeline.Domain.Sites;

namespace Pipeline.Persistence.Ledger;

/// <summary>Slots reserved ahead for requests to one host.</summary>
/// <param name="Wait">From now until the last of them; where there are none, until the one before the next.</param>
/// <param name="Count">How many.</param>
/// <param name="Interval">Between two of them.</param>
public sealed record HostReservation(TimeSpan Wait, int Count, TimeSpan Interval)
{
    /// <summary>Where the line of those that aren't reserved stands.</summary>
    internal HostLine Line { get; init; } = new(0, 1);

    /// <summary>
    /// From now until the <paramref name="number"/>-th (from 1); zero or less: at once. One that isn't reserved would come
    /// then, if all that stand in line before it did.
    /// </summary>
    public TimeSpan Until(int number) => Holds(number) ? Wait - ((Count - number) * Interval) : Wait + ((Line.Before + number - Count) * Line.Processes * Interval);

    /// <summary>Whether the <paramref name="number"/>-th is reserved.</summary>
    public bool Holds(int number) => number <= Count;

    /// <summary>The part of the <paramref name="index"/>-th (from 0) of several that each have <paramref name="cost"/> requests to make.</summary>
    internal HostReservation Share(int index, int cost)
    {
        var last = (index + 1) * cost;
        return Holds(last) ? new(Until(last), cost, Interval) : new(Wait, 0, Interval) { Line = new((index * cost) - Count, 1) };
    }
}

/// <summary>The records that wait for a host beyond what is reserved.</summary>
/// <param name="Before">The requests that those of the same process and stage will make.</param>
/// <param name="Processes">How many processes stand in line: they take turns.</param>
internal sealed record HostLine(int Before, int Processes)
{
    /// <summary>The same, behind others that came at the same moment.</summary>
    public HostLine Behind(HostLine others) => this with { Before = Before + others.Before };
}

/// <summary>Who asks for slots, to find its place in line.</summary>
/// <param name="ProcessId">The process.</param>
/// <param name="Status">The status in which its records wait.</param>
public sealed record HostGuest(Guid ProcessId, RecordStatus Status);

/// <summary>
/// Requests per host, over all workers together (GCRA): a reservation moves the host's theoretical arrival time on, in one
/// statement. Where several sites share a host, the lowest rate wins.
/// </summary>
public sealed class HostSlots(LedgerDatabase database)
{
    /// <summary>
    /// How far ahead records reserve: whoever waits for its slot with its hands full, a login or a look at the index, waits
    /// hardly longer, however many records there are.
    /// </summary>
    public static readonly TimeSpan Horizon = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<(string Origin, int Cost), Gathering<HostReservation>> _together = new();

    /// <summary>Moments are stored less exactly than they are computed.</summary>
    private const double Rounding = 0.001;

    /// <summary>Reserves <paramref name="count"/> requests to a host, however far ahead.</summary>
    /// <param name="origin">Scheme, host and port, as <see cref="Site.OriginOf"/> gives it.</param>
    /// <param name="count">How many, at least 1.</param>
    /// <param name="cancellationToken">Ends it early; nothing is reserved then.</param>
    public async Task<HostReservation> ReserveAsync(string origin, int count, CancellationToken cancellationToken) =>
        (await BookAsync(origin, count, null, cancellationToken))!;

    /// <summary>
    /// Reserves what begins within the <see cref="Horizon"/>: all of it, a part, or nothing. What is left stands in line behind
    /// the process's other records, so that each comes back once, about when it is its turn, however many there are.
    /// </summary>
    /// <param name="origin">Scheme, host and port, as <see cref="Site.OriginOf"/> gives it.</param>
    /// <param name="cost">The requests that one operation takes; they are reserved together.</param>
    /// <param name="operations">How many operations, at least 1.</param>
    /// <param name="guest">Who asks.</param>
    /// <param name="cancellationToken">Ends it early; nothing is reserved then.</param>
    public async Task<HostReservation> ReserveAheadAsync(string origin, int cost, int operations, HostGuest guest, CancellationToken cancellationToken)
    {
        var reserved = operations == 1 ? await ReserveOneAsync(origin, cost, cancellationToken) : await ReserveWithinAsync(origin, cost, operations, cancellationToken);
        return reserved.Holds(operations * cost) ? reserved : reserved with { Line = (await LineAsync(origin, cost, guest, cancellationToken)).Behind(reserved.Line) };
    }

    /// <summary>Those who ask at the same moment reserve together, and share what they get in turn.</summary>
    private async Task<HostReservation> ReserveOneAsync(string origin, int cost, CancellationToken cancellationToken)
    {
        var together = _together.GetOrAdd((origin, cost), _ => new(rows => ReserveTogetherAsync(origin, cost, [.. rows.Select(row => row.Key)]), reads: false, alone: !database.Gathers));
        return (await together.AskAsync([new(new object(), "")], cancellationToken))[0];
    }

    private async Task<List<(object, HostReservation)>> ReserveTogetherAsync(string origin, int cost, List<object> callers)
    {
        var all = await ReserveWithinAsync(origin, cost, callers.Count, CancellationToken.None);
        return [.. callers.Select((caller, i) => (caller, all.Share(i, cost)))];
    }

    private async Task<HostReservation> ReserveWithinAsync(string origin, int cost, int operations, CancellationToken cancellationToken)
    {
        while (true)
        {
            var (last, rate) = await LookAsync(origin, cancellationToken);
            var (burst, each) = (rate.Burst * rate.Interval, cost * rate.Interval);
            var wait = last - burst;
            if (wait > Horizon) return new(wait, 0, rate.Interval);
            var fit = (int)Math.Min(operations, Math.Floor((Horizon - wait) / each) + 1);
            if (await BookAsync(origin, fit * cost, Horizon - ((fit - 1) * each) + burst, cancellationToken) is { } reserved) return reserved;
        }
    }

    /// <summary>Counts who comes back for this host later than anything is reserved, because it found no slot: not after trouble, nor for its account's pace.</summary>
    private async Task<HostLine> LineAsync(string origin, int cost, HostGuest guest, CancellationToken cancellationToken)
    {
        var (sql, horizon) = (database.Sql, database.Sql.In("@horizon"));
        var lines = await database.ReadAsync(
            $"""
            SELECT COALESCE(sum(CASE WHEN r.process_id = @process THEN 1 ELSE 0 END), 0), count(DISTINCT CASE WHEN r.process_id <> @process THEN r.process_id END)
            FROM article_records r JOIN sites s ON s.id = r.site_id JOIN monitoring_processes p ON p.id = r.process_id
            WHERE s.origin = @origin AND p.status = 1 AND r.status = @status AND r.ring_at > {horizon} AND r.not_before > {horizon}
                AND NOT r.slots_reserved AND r.tries = 0 AND (r.pace_at IS NULL OR r.pace_at <= {sql.Now})
            """,
            Statement.With(("origin", origin), ("process", guest.ProcessId), ("status", (int)guest.Status), ("horizon", Horizon.TotalSeconds)),
            row => new HostLine(row.GetInt32(0) * cost, row.GetInt32(1) + 1), cancellationToken);
        return lines[0];
    }

    /// <summary>Moves the host's arrival time on, unless it lies further ahead than <paramref name="within"/> already.</summary>
    private async Task<HostReservation?> BookAsync(string origin, int count, TimeSpan? within, CancellationToken cancellationToken)
    {
        var sql = database.Sql;
        var from = sql.Later("host_slots.tat", sql.Now);
        var rows = await database.WriteAsync(
            $"""
            INSERT INTO host_slots (origin, tat) VALUES (@origin, {sql.In($"@count / {Lowest("requests_per_second", "@rate")}")})
            ON CONFLICT (origin) DO UPDATE SET tat = {sql.Plus(from, sql.Seconds(sql.Now, "excluded.tat"))}
            {(within is null ? "" : $"WHERE {from} <= {sql.In("@within")}")}
            RETURNING {sql.Seconds(sql.Now, "tat")}, {Lowest("requests_per_second", "@rate")}, {Lowest("burst", "@burst")}
            """,
            Statement.With([.. Rate(origin), ("count", count), ("within", (within?.TotalSeconds ?? 0) + Rounding)]),
            row => (Ahead: row.GetDouble(0), Rate: new SiteRate(row.GetDouble(1), row.GetInt32(2))), cancellationToken);
        return rows is [var (ahead, rate)] ? new(TimeSpan.FromSeconds(ahead) - (rate.Burst * rate.Interval), count, rate.Interval) : null;
    }

    /// <summary>From now until the last request that is reserved already, the burst not counted, and the host's rate.</summary>
    private async Task<(TimeSpan Last, SiteRate Rate)> LookAsync(string origin, CancellationToken cancellationToken)
    {
        var sql = database.Sql;
        var rows = await database.ReadAsync(
            $"""
            SELECT COALESCE((SELECT {sql.Seconds(sql.Now, sql.Later("tat", sql.Now))} FROM host_slots WHERE origin = @origin), 0.0),
                {Lowest("requests_per_second", "@rate")}, {Lowest("burst", "@burst")}
            """,
            Statement.With(Rate(origin)), row => (TimeSpan.FromSeconds(row.GetDouble(0)), new SiteRate(row.GetDouble(1), row.GetInt32(2))), cancellationToken);
        return rows[0];
    }

    /// <summary>What the most careful of the host's sites allows; nobody's site: what is allowed by default.</summary>
    private static string Lowest(string column, string otherwise) => $"COALESCE((SELECT min({column}) FROM sites WHERE origin = @origin), {otherwise})";

    private static (string, object?)[] Rate(string origin) => [("origin", origin), ("rate", SiteRate.Default.RequestsPerSecond), ("burst", SiteRate.Default.Burst)];
}
