using CsCheck;
using Pipeline.Testing.Ledger;

namespace Pipeline.Posting.Tests.Model;

public sealed class LedgerModelOnSqlite(SqliteTestDatabase database) : LedgerModel(database, storms: 100), IClassFixture<SqliteTestDatabase>;

public sealed class LedgerModelOnPostgres(PostgresTestDatabase database) : LedgerModel(database, storms: 15), IClassFixture<PostgresTestDatabase>;

/// <summary>
/// Random storms over the real ledger and the real Posting, against a small model of the site: messages doubled, lost and out of order, workers that
/// die or freeze at any step, clocks that jump, people who stop and start. A failure prints its seed.
/// </summary>
[Trait("Promise", "P-LOST")]
[Trait("Promise", "P-TWICE")]
[Trait("Promise", "P-STUCK")]
public abstract class LedgerModel(TestDatabase database, int storms)
{
    [Fact]
    public async Task No_storm_loses_doubles_or_blocks_anything()
    {
        await using var world = await ModelWorld.StartAsync(database);
        await Gen.Select(Gen.Bool, Order.Storms).SampleAsync(
            async (sameText, orders) =>
            {
                var storm = await world.BrewAsync(sameText);
                await storm.RageAsync(orders);
                await storm.CalmAsync();
            },
            iter: storms, threads: 1, print: storm => $"{(storm.Item1 ? "same text" : "two texts")}: {string.Join(' ', storm.Item2)}");
    }
}
