namespace Pipeline.EndToEnd;

/// <summary>What the README tells people to type does what it says, and a crash in between changes nothing.</summary>
public sealed class ReadmeTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    [Fact]
    [Trait("Promise", "P-TWICE")]
    [Trait("Promise", "P-DISCLOSE")]
    public async Task The_commands_by_curl_post_one_comment_with_the_disclosure_and_the_sites_id()
    {
        await using var program = Program();
        await program.StartAsync();

        var said = await ReadmeCommands.RunAsync(program, Patience);

        var comment = Assert.Single(await program.CommentsAsync());
        Assert.Equal(ReadmeCommands.SiteCommentIdIn(said), comment.Id);
        Assert.Equal(1, comment.Disclosures);
    }

    [Fact]
    [Trait("Promise", "P-RESTART")]
    [Trait("Promise", "P-TWICE")]
    public async Task After_kill_9_it_goes_on_and_nothing_is_doubled()
    {
        await using var program = Program();
        await program.StartAsync();
        await ReadmeCommands.RunAsync(program, Patience);
        var before = await program.RecordKeysAsync();

        await program.KillAsync();
        await program.StartAsync();
        await ReadmeCommands.RunAsync(program, Patience);

        var after = await program.RecordKeysAsync();
        Assert.Equal("running", await program.ProcessStatusAsync());
        Assert.Equal(after.Count, after.Distinct().Count());
        Assert.Subset(after.ToHashSet(), before.ToHashSet());
        Assert.Equal(2, (await program.CommentsAsync()).DistinctBy(comment => comment.Id).Count());
        Assert.Equal(2, await program.CountAsync("posted"));
    }

    private static EmbeddedProgram Program() => new(("Gateway__Admin__Token", ReadmeCommands.Token));
}
