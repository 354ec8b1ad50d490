using System.Data.Common;
using Pipeline.Domain.Records;

namespace Pipeline.Persistence.Ledger;

/// <summary>What a stage has to do, as the ledger knows it: what messages can't tell.</summary>
/// <param name="Waiting">Records (Discovery: runs) that nobody works on yet, those whose time hasn't come among them.</param>
/// <param name="Announced">Those of them whose message is under way.</param>
/// <param name="InWork">Records (runs) that a worker holds.</param>
/// <param name="OldestAnnounced">Since when the oldest of those under way has been waiting (UTC); null: none is.</param>
/// <param name="PerSecond">Records (runs) that the stage ended in the last minute, per second.</param>
public sealed record StageFigure(int Waiting, int Announced, int InWork, DateTime? OldestAnnounced, double PerSecond);

/// <summary>Counts what waits for each stage, what is in work, and how fast it goes.</summary>
public sealed class StageFigures(LedgerDatabase database)
{
    private const double Minute = 60;

    /// <summary>So many of the last moves tell the rate: where more happen in a minute, the time that they took does.</summary>
    private const int Moves = 5_000;

    /// <summary>The figures of all stages, as of now.</summary>
    public async Task<IReadOnlyDictionary<Stage, StageFigure>> ReadAsync(CancellationToken cancellationToken)
    {
        var rates = await RatesAsync(cancellationToken);
        var figures = new Dictionary<Stage, StageFigure> { [Stage.Discovery] = await RunsAsync(cancellationToken) };
        foreach (var (stage, figure) in await RecordsAsync(cancellationToken)) figures[stage] = figure;
        foreach (var stage in Enum.GetValues<Stage>())
        {
            var figure = figures.GetValueOrDefault(stage) ?? new(0, 0, 0, null, 0);
            figures[stage] = stage == Stage.Discovery ? figure : figure with { PerSecond = rates.GetValueOrDefault(stage) };
        }

        return figures;
    }

    private async Task<StageFigure> RunsAsync(CancellationToken cancellationToken)
    {
        var rows = await database.ReadAsync(
            $"""
            SELECT COALESCE(sum(CASE WHEN status = 0 THEN 1 ELSE 0 END), 0), COALESCE(sum(CASE WHEN status IN (1, 2) THEN 1 ELSE 0 END), 0),
                min(CASE WHEN status = 0 THEN created_at END), COALESCE(sum(CASE WHEN status > 2 THEN 1 ELSE 0 END), 0)
            FROM jobs WHERE status < 3 OR finished_at > {database.Sql.In("@ago")}
            """,
            Statement.With(("ago", -Minute)),
            row => new StageFigure(row.GetInt32(0), row.GetInt32(0), row.GetInt32(1), database.Sql.ReadTime(row, 2), row.GetInt32(3) / Minute), cancellationToken);
        return rows[0];
    }

    private async Task<Dictionary<Stage, StageFigure>> RecordsAsync(CancellationToken cancellationToken)
    {
        var (held, underway) = ($"COALESCE(lease_until > {database.Sql.Now}, false)", $"announced_at IS NOT NULL AND ring_at > {database.Sql.Now}");
        var rows = await database.ReadAsync(
            $"""
            SELECT CASE status WHEN 1 THEN 2 WHEN 2 THEN 3 ELSE 4 END AS stage,
                sum(CASE WHEN {held} THEN 0 ELSE 1 END), sum(CASE WHEN NOT {held} AND {underway} THEN 1 ELSE 0 END), sum(CASE WHEN {held} THEN 1 ELSE 0 END),
                min(CASE WHEN NOT {held} AND {underway} THEN announced_at END)
            FROM article_records WHERE ring_at IS NOT NULL AND status IN (1, 2, 3, 4) GROUP BY 1
            """,
            Statement.With(), row => ((Stage)row.GetInt32(0), Figure(row)), cancellationToken);
        return rows.ToDictionary(row => row.Item1, row => row.Item2);
    }

    private StageFigure Figure(DbDataReader row) => new(row.GetInt32(1), row.GetInt32(2), row.GetInt32(3), database.Sql.ReadTime(row, 4), 0);

    /// <summary>By the moves that lead out of a stage's status; the last ones are found by their numbers.</summary>
    private async Task<Dictionary<Stage, double>> RatesAsync(CancellationToken cancellationToken)
    {
        var rows = await database.ReadAsync(
            $"""
            SELECT from_status, count(*), max({database.Sql.Seconds("at", database.Sql.Now)})
            FROM (SELECT from_status, at FROM record_moves ORDER BY id DESC LIMIT {Moves}) AS last
            WHERE at > {database.Sql.In("@ago")} AND from_status IN (1, 2, 4) GROUP BY from_status
            """,
            Statement.With(("ago", -Minute)), row => (From: row.GetInt32(0), Count: row.GetInt32(1), Seconds: row.GetDouble(2)), cancellationToken);
        var span = rows.Sum(row => row.Count) < Moves ? Minute : Math.Max(1, rows.Max(row => row.Seconds));
        return rows.ToDictionary(row => row.From == 4 ? Stage.Posting : (Stage)(row.From + 1), row => row.Count / span);
    }
}
