using System.Data.Common;
using Pipeline.Domain.Records;
using Pipeline.Persistence.Ledger;

namespace Pipeline.Posting.Tests.Model;

/// <summary>The real ledger's database, with a stop before and after each statement of a delivery.</summary>
internal sealed class SteppedDatabase(LedgerDatabase real) : LedgerDatabase(real.Sql)
{
    /// <summary>Outcomes that were taken from a delivery which had lost its record: none, ever. (A proof counts from anybody.)</summary>
    public List<string> Stolen { get; } = [];

    /// <summary>A delivery that stops in its statement would stop all others with it, which are other workers here.</summary>
    public override bool Gathers => false;

    public override async Task<List<T>> WriteAsync<T>(
        string sql, IReadOnlyDictionary<string, object?> parameters, Func<DbDataReader, T> read, CancellationToken cancellationToken)
    {
        await Life.StopHereAsync();
        var held = Life.Current?.Claim;
        var lost = held is not null && await FencingAsync(held.RecordId) != held.Fencing;
        var rows = await real.WriteAsync(sql, parameters, read, cancellationToken);
        if (lost && rows is [ValueTuple<object, MovedRecord> { Item2: { To: not RecordStatus.Posted } moved }]) Stolen.Add($"{moved}, although claim {held!.Fencing} was lost");
        if (rows is [ValueTuple<object, RecordClaim> { Item2: var claim }] && Life.Current is { } life) life.Claim = claim;
        await Life.StopHereAsync();
        return rows;
    }

    public override async Task<List<T>> ReadAsync<T>(
        string sql, IReadOnlyDictionary<string, object?> parameters, Func<DbDataReader, T> read, CancellationToken cancellationToken)
    {
        var rows = await real.ReadAsync(sql, parameters, read, cancellationToken);
        await Life.StopHereAsync();
        return rows;
    }

    public override async Task<int> ExecuteAsync(string sql, IReadOnlyDictionary<string, object?> parameters, CancellationToken cancellationToken)
    {
        await Life.StopHereAsync();
        var touched = await real.ExecuteAsync(sql, parameters, cancellationToken);
        await Life.StopHereAsync();
        return touched;
    }

    private async Task<long> FencingAsync(Guid record) => (await real.ReadAsync(
        "SELECT fencing FROM article_records WHERE id = @id", new Dictionary<string, object?> { ["id"] = record }, row => row.GetInt64(0), CancellationToken.None))[0];
}
