namespace Pipeline.Persistence.Ledger;

/// <summary>Plans posts ahead, per account and process: so many a day, and a gap between two.</summary>
public sealed class PostingPaces(LedgerDatabase database, TimeProvider clock)
{
    /// <summary>A place is kept twice, here and at its record, written one after the other.</summary>
    private static readonly TimeSpan AsGoodAsEqual = TimeSpan.FromSeconds(1);

    private sealed record Pace(DateOnly Day, int Posts, DateTime? LastAt);

    private sealed record Limits(int? PostsPerDay, TimeSpan Gap, TimeZoneInfo TimeZone);

    /// <summary>Reserves the next moment at which a post may leave.</summary>
    /// <param name="processId">The process.</param>
    /// <param name="accountId">The account.</param>
    /// <param name="postsPerDay">At most so many on one day of <paramref name="timeZone"/>; null: no limit.</param>
    /// <param name="minGap">Between two posts; null: none.</param>
    /// <param name="timeZone">Whose days count.</param>
    /// <param name="before">From now until the place that it had before and didn't use; null: it had none.</param>
    /// <param name="cancellationToken">Ends it early; nothing is reserved then.</param>
    /// <returns>From now until that moment; zero: at once.</returns>
    public async Task<TimeSpan> ReserveAsync(
        Guid processId, Guid accountId, int? postsPerDay, TimeSpan? minGap, TimeZoneInfo timeZone, TimeSpan? before, CancellationToken cancellationToken)
    {
        if (postsPerDay is null && minGap is null) return TimeSpan.Zero;
        while (true)
        {
            var now = await NowAsync(cancellationToken);
            var pace = await GetAsync(processId, accountId, cancellationToken);
            var next = Next(pace, now, now + before, new(postsPerDay, minGap ?? TimeSpan.Zero, timeZone));
            if (await SaveAsync(processId, accountId, pace, next, cancellationToken)) return next.LastAt!.Value - now;
        }
    }

    /// <summary>
    /// The limits were changed: what was planned by the old ones is forgotten, and planned anew when its bell rings, now.
    /// What has been posted today still counts.
    /// </summary>
    public async Task ForgetPlannedAsync(Guid processId, TimeZoneInfo timeZone, CancellationToken cancellationToken)
    {
        var (now, today) = (database.Sql.Now, DayOf(await NowAsync(cancellationToken), timeZone));
        await database.ExecuteAsync(
            $"""
            UPDATE posting_paces SET day = @day, last_at = {now}, posts = (
                SELECT count(*) FROM article_records r
                WHERE r.process_id = posting_paces.process_id AND r.account_id = posting_paces.account_id
                AND (r.posted_at >= @morning OR (r.status IN (4, 9) AND r.pace_at >= @morning)))
            WHERE process_id = @process AND last_at > {now}
            """,
            Statement.With(("process", processId), ("day", today), ("morning", TimeZoneInfo.ConvertTimeToUtc(ValidMidnight(today, timeZone), timeZone))), cancellationToken);
        await database.ExecuteAsync(
            $"""
            UPDATE article_records SET pace_reserved = false, slots_reserved = false, not_before = NULL, announced_at = NULL,
                ring_at = CASE WHEN ring_at IS NOT NULL THEN {now} END
            WHERE id IN {database.Sql.InOrder(
                "article_records",
                $"t.process_id = @process AND t.status = 3 AND t.pace_reserved AND t.pace_at > {now} AND (t.lease_until IS NULL OR t.lease_until <= {now})")}
            """,
            Statement.With(("process", processId)), cancellationToken);
    }

    private static Pace Next(Pace? pace, DateTime now, DateTime? before, Limits limits)
    {
        var at = pace?.LastAt + (IsLast(pace, before) ? TimeSpan.Zero : limits.Gap) is { } earliest && earliest > now ? earliest : now;
        var day = DayOf(at, limits.TimeZone);
        if (pace is null || day > pace.Day) return new(day, 1, at);

        // A place that wasn't used is a post of its day that wasn't made: the new one takes its number.
        if (before is { } unused && DayOf(unused, limits.TimeZone) == pace.Day) return pace with { LastAt = at };
        if (limits.PostsPerDay is null || pace.Posts < limits.PostsPerDay) return new(pace.Day, pace.Posts + 1, at);

        var morning = pace.Day.AddDays(1);
        var starts = TimeZoneInfo.ConvertTimeToUtc(ValidMidnight(morning, limits.TimeZone), limits.TimeZone);
        return new(morning, 1, starts > at ? starts : at);
    }

    /// <summary>Whether the unused place is the last one that was given: then nobody else's has to be kept a gap from.</summary>
    private static bool IsLast(Pace? pace, DateTime? before) => (before - pace?.LastAt)?.Duration() < AsGoodAsEqual;

    private static DateOnly DayOf(DateTime at, TimeZoneInfo timeZone) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTimeFromUtc(at, timeZone));

    /// <summary>Some zones skip midnight when summer time begins: their day starts an hour later.</summary>
    private static DateTime ValidMidnight(DateOnly day, TimeZoneInfo timeZone)
    {
        var midnight = day.ToDateTime(TimeOnly.MinValue);
        return timeZone.IsInvalidTime(midnight) ? midnight.AddHours(1) : midnight;
    }

    private async Task<DateTime> NowAsync(CancellationToken cancellationToken)
    {
        var now = await database.ReadAsync($"SELECT {database.Sql.Now}", Statement.With(), row => database.Sql.ReadTime(row, 0), cancellationToken);
        return now[0] ?? clock.GetUtcNow().UtcDateTime;
    }

    private async Task<Pace?> GetAsync(Guid processId, Guid accountId, CancellationToken cancellationToken)
    {
        var rows = await database.ReadAsync(
            "SELECT day, posts, last_at FROM posting_paces WHERE process_id = @process AND account_id = @account",
            Statement.With(("process", processId), ("account", accountId)),
            row => new Pace(row.GetFieldValue<DateOnly>(0), row.GetInt32(1), database.Sql.ReadTime(row, 2)), cancellationToken);
        return rows.FirstOrDefault();
    }

    private async Task<bool> SaveAsync(Guid processId, Guid accountId, Pace? seen, Pace next, CancellationToken cancellationToken)
    {
        var saved = await database.WriteAsync(
            seen is null
                ? """
                  INSERT INTO posting_paces (process_id, account_id, day, posts, last_at) VALUES (@process, @account, @day, @posts, @last)
                  ON CONFLICT (process_id, account_id) DO NOTHING RETURNING posts
                  """
                : """
                  UPDATE posting_paces SET day = @day, posts = @posts, last_at = @last
                  WHERE process_id = @process AND account_id = @account AND posts = @seenPosts AND last_at = @seenLast RETURNING posts
                  """,
            seen is null
                ? Statement.With(("process", processId), ("account", accountId), ("day", next.Day), ("posts", next.Posts), ("last", next.LastAt))
                : Statement.With(
                    ("process", processId), ("account", accountId), ("day", next.Day), ("posts", next.Posts), ("last", next.LastAt),
                    ("seenPosts", seen.Posts), ("seenLast", seen.LastAt)),
            row => row.GetInt32(0), cancellationToken);
        return saved.Count > 0;
    }
}
