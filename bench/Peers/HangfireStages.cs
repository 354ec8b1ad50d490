using Hangfire;
using Npgsql;

namespace Pipeline.Bench.Peers;

/// <summary>The stages as jobs. Public, since Hangfire calls them by reflection.</summary>
public sealed class HangfireStages(NpgsqlDataSource rows, IBackgroundJobClient jobs)
{
    public async Task PrepareAsync(long id)
    {
        if (await MoveAsync(id, "discovered", "prepared")) jobs.Enqueue<HangfireStages>(stages => stages.GenerateAsync(id));
    }

    public async Task GenerateAsync(long id)
    {
        if (await MoveAsync(id, "prepared", "generated")) jobs.Enqueue<HangfireStages>(stages => stages.PostAsync(id));
    }

    public Task PostAsync(long id) => MoveAsync(id, "generated", "posted");

    private async Task<bool> MoveAsync(long id, string from, string to)
    {
        await using var command = rows.CreateCommand("UPDATE peer_record SET status = $1, body = repeat('x', 500), updated_at = now() WHERE id = $2 AND status = $3");
        command.Parameters.Add(new() { Value = to });
        command.Parameters.Add(new() { Value = id });
        command.Parameters.Add(new() { Value = from });
        return await command.ExecuteNonQueryAsync() == 1;
    }
}
