using Microsoft.EntityFrameworkCore;
using Pipeline.Domain.Processes;
using Pipeline.Persistence;

namespace Pipeline.Standalone.Tests;

/// <summary>What is made ready to look at: once, and then it is the person's.</summary>
public sealed class DemoSeedTests : IDisposable
{
    private readonly EmbeddedFolder folder = new();

    [Fact]
    [Trait("Promise", "P-GENONLY")]
    public async Task The_first_start_makes_one_running_process_that_posts_nothing_by_itself()
    {
        var process = Assert.Single(await StartAsync(context => context.Processes.ToListAsync()));

        Assert.Equal((ProcessStatus.Running, true, "38"), (process.Status, process.GenerateOnly, process.Tab));
    }

    [Fact]
    public async Task The_second_start_makes_nothing()
    {
        var first = await StartAsync(CountAsync);

        Assert.Equal(first, await StartAsync(CountAsync));
    }

    [Fact]
    public async Task What_a_person_stopped_stays_stopped()
    {
        await StartAsync(context => context.Processes.ExecuteUpdateAsync(set => set.SetProperty(process => process.Status, ProcessStatus.Stopped)));

        Assert.Equal(ProcessStatus.Stopped, await StartAsync(context => context.Processes.Select(process => process.Status).SingleAsync()));
    }

    [Fact]
    public async Task What_a_person_deleted_stays_deleted()
    {
        await StartAsync(DeleteAsync);

        Assert.Equal(new Seeded(0, 0, 0, 0), await StartAsync(CountAsync));
    }

    [Fact]
    public async Task A_renamed_site_is_still_the_demos_when_its_address_changes()
    {
        await StartAsync(context => context.Sites.ExecuteUpdateAsync(set => set.SetProperty(site => site.Name, "Mine")));

        var sites = await folder.StartedAsync(new Uri("http://localhost:6081/"), context => context.Sites.ToListAsync());

        var site = Assert.Single(sites);
        Assert.Equal(("Mine", "http://localhost:6081"), (site.Name, site.Origin));
    }

    [Fact]
    public async Task A_start_that_was_cut_short_is_taken_up()
    {
        await StartAsync(context => context.Processes.ExecuteUpdateAsync(set => set
            .SetProperty(process => process.Status, ProcessStatus.Stopped).SetProperty(process => process.StartedAt, (DateTime?)null)));
        File.Delete(Path.Combine(folder.Path, "demo-made"));

        Assert.Equal(ProcessStatus.Running, await StartAsync(context => context.Processes.Select(process => process.Status).SingleAsync()));
    }

    [Fact]
    public async Task A_new_database_in_the_folder_gets_a_demo_again()
    {
        var first = await StartAsync(CountAsync);
        folder.DeleteDatabase();

        Assert.Equal(first, await StartAsync(CountAsync));
    }

    public void Dispose() => folder.Dispose();

    private Task<T> StartAsync<T>(Func<PipelineDbContext, Task<T>> look) => folder.StartedAsync(EmbeddedFolder.Site, look);

    private static async Task<Seeded> CountAsync(PipelineDbContext context) => new(
        await context.Processes.CountAsync(), await context.Sites.CountAsync(), await context.Accounts.CountAsync(), await context.PromptTemplates.CountAsync());

    private static async Task<int> DeleteAsync(PipelineDbContext context)
    {
        await context.Processes.ExecuteDeleteAsync();
        await context.Accounts.ExecuteDeleteAsync();
        await context.PromptTemplates.ExecuteDeleteAsync();
        await context.LlmProviders.ExecuteDeleteAsync();
        return await context.Sites.ExecuteDeleteAsync();
    }

    private sealed record Seeded(int Processes, int Sites, int Accounts, int Prompts);
}
