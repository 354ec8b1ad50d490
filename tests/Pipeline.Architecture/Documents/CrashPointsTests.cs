using System.Text.RegularExpressions;
using Pipeline.Architecture.Layout;
using Pipeline.Domain.Faults;
using Pipeline.Testing;

namespace Pipeline.Architecture.Documents;

/// <summary>Each crash point stands at one place in the code, and on the page of reliability as the code describes it.</summary>
public sealed partial class CrashPointsTests
{
    private const string Page = "docs/reliability.md";

    private static readonly string Declared = File.ReadAllText(RepositoryRoot.Of("shared/Pipeline.Domain/Faults/CrashPoint.cs"));

    private static readonly ILookup<string, string> Passed = SourceFile.Production
        .SelectMany(file => Pass().Matches(string.Join('\n', file.Lines)).Select(pass => (Point: pass.Groups["point"].Value, file.Path)))
        .ToLookup(pass => pass.Point, pass => pass.Path);

    public static TheoryData<CrashPoint> Points() => [.. Enum.GetValues<CrashPoint>()];

    [Theory]
    [MemberData(nameof(Points))]
    public void It_is_passed_at_one_place(CrashPoint point) => Assert.Single(Passed[point.ToString()]);

    [Fact]
    public void The_page_lists_them_all_as_the_code_describes_them()
    {
        var table = Enum.GetValues<CrashPoint>().Select(point => $"| `{CrashPointNames.Of(point)}` | {Described(point)} |");

        Assert.Equal(table, File.ReadAllLines(RepositoryRoot.Of(Page)).Where(line => Row().IsMatch(line)));
    }

    /// <summary>What the member's documentation says; empty: nothing.</summary>
    private static string Described(CrashPoint point) =>
        Regex.Match(Declared, $@"/// <summary>(?<text>[^\n]+)</summary>\n    {point},", RegexOptions.None, TimeSpan.FromSeconds(5)).Groups["text"].Value;

    [GeneratedRegex(@"CrashPoints\.Pass\(CrashPoint\.(?<point>\w+)\)")]
    private static partial Regex Pass();

    [GeneratedRegex(@"^\| `[a-z]+\.[a-z_]+` \|")]
    private static partial Regex Row();
}
