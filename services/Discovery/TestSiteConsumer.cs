using MassTransit;
using Microsoft.EntityFrameworkCore;
using Pipeline.Contracts;
using Pipeline.Domain.Sites;
using Pipeline.Hosting.Bus;
using Pipeline.Persistence;
using Pipeline.Persistence.Ledger;
using Pipeline.SiteAccess;
using Pipeline.Sites;
using Pipeline.Sites.Http;

namespace Pipeline.Discovery;

/// <summary>Tries a site out for a person: whether it can be reached, and answers as its kind should.</summary>
public sealed class TestSiteConsumer(
    IDbContextFactory<PipelineDbContext> contexts, SiteCatalog catalog, SiteExchanges exchanges, HostSlots hosts, TimeProvider clock) : IConsumer<TestSite>
{
    public async Task Consume(ConsumeContext<TestSite> context) =>
        await context.RespondAsync(await TestAsync(context.Message.SiteId, context.CancellationToken));

    private async Task<SiteTested> TestAsync(Guid siteId, CancellationToken cancellationToken)
    {
        if (await FindAsync(siteId, cancellationToken) is not { } site) return new(false, "The site is gone.");
        try
        {
            var adapter = catalog.For(site.Kind);
            // A person asked for this one: there is no process whose stop could forbid it.
            var exchange = exchanges.Open(new Uri(site.BaseUrl), null, new LedgerPermit(clock, _ => Task.FromResult(true)));
            await hosts.ReserveAsync(site.Origin, adapter.Costs.Check, cancellationToken);
            await adapter.CheckAsync(exchange, cancellationToken);
            return new(true, "The site answers, with its login page.");
        }
        catch (SiteException failed)
        {
            return new(false, failed.Message);
        }
    }

    private async Task<Site?> FindAsync(Guid siteId, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Sites.AsNoTracking().SingleOrDefaultAsync(site => site.Id == siteId, cancellationToken);
    }
}

public sealed class TestSiteConsumerDefinition : ConsumerDefinition<TestSiteConsumer>
{
    public TestSiteConsumerDefinition() => EndpointName = PipelineQueues.DiscoveryRequests;
}
