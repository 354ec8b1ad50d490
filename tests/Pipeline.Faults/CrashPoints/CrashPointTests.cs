using System.Text.Json.Nodes;
using Pipeline.Domain.Faults;

namespace Pipeline.Faults.CrashPoints;

public sealed class CrashPointsOfTheEmbeddedProgram(EmbeddedCrashes installation, ITestOutputHelper output) : CrashPointConformance(installation, output), IClassFixture<EmbeddedCrashes>;

public sealed class CrashPointsOfTheServices(ProductionCrashes installation, ITestOutputHelper output) : CrashPointConformance(installation, output), IClassFixture<ProductionCrashes>;

/// <summary>Whatever the programs are doing when they die: nothing is lost, and nothing is posted twice.</summary>
[Trait("Promise", "P-LOST")]
[Trait("Promise", "P-TWICE")]
[Trait("Promise", "P-STUCK")]
public abstract class CrashPointConformance(CrashedInstallation installation, ITestOutputHelper output)
{
    public static TheoryData<string> Points() => [.. CrashPointNames.All];

    public static TheoryData<string[]> Chains() => [.. ArmedProgram.Chains.Select(chain => chain.Select(CrashPointNames.Of).ToArray())];

    [Theory]
    [MemberData(nameof(Points))]
    public void It_was_passed_and_ended_the_program(string point) =>
        Assert.DoesNotContain(CrashPointNames.Find(point)!.Value, installation.Missed);

    [Theory]
    [MemberData(nameof(Chains))]
    public void These_ended_it_right_after_each_other(string[] chain) =>
        Assert.Contains(installation.DiedAt, died => string.Join(' ', died.Select(CrashPointNames.Of)).Contains(string.Join(' ', chain), StringComparison.Ordinal));

    [Fact]
    public void Nothing_else_ended_a_program()
    {
        foreach (var death in installation.Deaths) output.WriteLine(death);
        Assert.Empty(installation.UnexpectedEnds);
    }

    [Fact]
    public void Every_record_is_posted()
    {
        var (texts, ends, unposted) = (installation.Work.Texts, installation.Work.Ends, installation.Work.Unposted);
        foreach (var record in unposted) output.WriteLine(record);

        Assert.True(ends.All(end => end == (texts, texts)), $"{texts} texts; posted of all: {string.Join(", ", ends)}{Environment.NewLine}{installation.LastWords}");
    }

    [Fact]
    public async Task The_site_has_one_comment_for_each_record()
    {
        var comments = await installation.Site.GetAsync("comments/counts");

        Assert.Equal(
            (installation.Work.Texts * BusyProcesses.Commenting, 1, 1),
            (Number(comments, "total"), Number(comments, "maxPerAuthorAndArticle"), Number(comments, "maxPerAuthorArticleAndText")));
    }

    private static int Number(JsonNode node, string name) => node[name]!.GetValue<int>();
}
