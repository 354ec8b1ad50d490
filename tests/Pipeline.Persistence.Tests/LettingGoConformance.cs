using Microsoft.Extensions.DependencyInjection;
using Pipeline.Persistence.Ledger;
using Pipeline.Testing.Ledger;

namespace Pipeline.Persistence.Tests;

public sealed class LettingGoOnPostgres(PostgresTestDatabase database) : LettingGoConformance(database), IClassFixture<PostgresTestDatabase>;

public sealed class LettingGoOnSqlite(SqliteTestDatabase database) : LettingGoConformance(database), IClassFixture<SqliteTestDatabase>;

/// <summary>Between the claim of a post and its write: who lets go, and who finds out whether somebody did.</summary>
[Trait("Promise", "P-TWICE")]
public abstract class LettingGoConformance(TestDatabase database) : IAsyncDisposable
{
    private static readonly CancellationToken None = CancellationToken.None;
    private readonly ServiceProvider _services = database.Services();

    private PostingClaims Claims => _services.GetRequiredService<PostingClaims>();

    private PostingPermits Permits => _services.GetRequiredService<PostingPermits>();

    private PostingEvidence Evidence => _services.GetRequiredService<PostingEvidence>();

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return _services.DisposeAsync();
    }

    [Fact]
    public async Task What_was_never_let_go_was_not_posted_and_never_leaves_afterwards()
    {
        var claim = await ClaimAsync();
        Assert.True(await Evidence.WithdrawAsync(claim.RecordId, None));
        Assert.False(await Permits.MaySendAsync(claim, 1, None));
        Assert.True(await Evidence.WithdrawAsync(claim.RecordId, None));
    }

    [Fact]
    public async Task What_was_let_go_can_not_be_withdrawn()
    {
        var claim = await ClaimAsync();
        Assert.True(await Permits.MaySendAsync(claim, 1, None));
        Assert.False(await Evidence.WithdrawAsync(claim.RecordId, None));
    }

    [Fact]
    public async Task What_its_holder_knows_did_not_leave_is_certain_for_whoever_took_over()
    {
        var claim = await ClaimAsync();
        Assert.True(await Permits.MaySendAsync(claim, 1, None));
        await database.AdvanceAsync(TimeSpan.FromSeconds(61));
        Assert.NotNull(await Claims.ClaimReadBackAsync(claim.RecordId, None));
        await Permits.NotSentAsync(claim, None);
        Assert.True(await Evidence.WithdrawAsync(claim.RecordId, None));
    }

    [Fact]
    public async Task Past_its_moment_nothing_leaves()
    {
        var claim = await ClaimAsync();
        await database.AdvanceAsync(TimeSpan.FromSeconds(50));
        Assert.Single(await _services.GetRequiredService<RecordLedger>().RenewAsync([claim], None));
        await database.AdvanceAsync(TimeSpan.FromSeconds(10));
        Assert.False(await Permits.MaySendAsync(claim, 1, None));
    }

    private async Task<RecordClaim> ClaimAsync()
    {
        var process = await _services.ProcessAsync();
        var id = (await _services.DiscoverAsync(process))[0].RecordId;
        await _services.GenerateAsync([id]);
        await _services.GetRequiredService<ReviewLedger>().ApproveAsync(id, null, process.OwnerId, None);
        Assert.True(await Claims.TakeSlotAsync(Guid.NewGuid().ToByteArray(), id, process.SiteId, None));
        return Assert.IsType<RecordClaim>(await Claims.ClaimAsync(id, None));
    }
}
