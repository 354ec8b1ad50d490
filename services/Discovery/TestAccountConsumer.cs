using MassTransit;
using Pipeline.Contracts;
using Pipeline.Hosting.Bus;
using Pipeline.Persistence.Ledger;
using Pipeline.SiteAccess;
using Pipeline.Sites;

namespace Pipeline.Discovery;

/// <summary>Tries an account out for a person: logs in if it has no session, and reads the tabs it sees.</summary>
public sealed class TestAccountConsumer(SiteDoor door, HostSlots hosts, TimeProvider clock) : IConsumer<TestAccount>
{
    public async Task Consume(ConsumeContext<TestAccount> context) =>
        await context.RespondAsync(await TestAsync(context.Message.AccountId, context.CancellationToken));

    private async Task<AccountTested> TestAsync(Guid accountId, CancellationToken cancellationToken)
    {
        if (!(await door.FindAsync([accountId], cancellationToken)).TryGetValue(accountId, out var account))
            return new(false, "The account is gone.", []);
        try
        {
            // A refused account is tried again: that is what a test is for.
            return await ReadTabsAsync(account with { TryRefusedAgain = true }, cancellationToken);
        }
        catch (SiteException failed)
        {
            return new(false, failed.Message, []);
        }
        catch (NotYetException)
        {
            return new(false, "Another worker is logging in as this account right now: try again in a few seconds.", []);
        }
    }

    private async Task<AccountTested> ReadTabsAsync(AccountAccess account, CancellationToken cancellationToken)
    {
        // A person asked for this one: there is no process whose stop could forbid it.
        var permit = new LedgerPermit(clock, _ => Task.FromResult(true));
        while (true)
        {
            var visit = await door.OpenAsync(account, permit, cancellationToken);
            await hosts.ReserveAsync(account.Origin, visit.Site.Costs.Tabs, cancellationToken);
            try
            {
                var tabs = await visit.Site.ReadTabsAsync(visit.Exchange, cancellationToken);
                return new(true, $"Logged in as '{account.Username}'; {tabs.Count} tabs.", [.. tabs.Select(tab => new AccountTab(tab.Id, tab.Name))]);
            }
            catch (SiteSessionExpiredException)
            {
                await door.ExpiredAsync(visit, cancellationToken);
            }
        }
    }
}

public sealed class TestAccountConsumerDefinition : ConsumerDefinition<TestAccountConsumer>
{
    public TestAccountConsumerDefinition() => EndpointName = PipelineQueues.DiscoveryRequests;
}
