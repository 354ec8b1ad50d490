using Pipeline.Domain.Errors;

namespace Pipeline.Domain.Tests.Errors;

/// <summary>What passes is tried again, ever later and three times in all; what doesn't is given up at once.</summary>
[Trait("Promise", "P-RETRY")]
public sealed class RetryPolicyTests
{
    private static readonly TimeSpan First = TimeSpan.FromSeconds(10);

    public static TheoryData<ErrorKind> Permanent => [.. Enum.GetValues<ErrorKind>().Where(kind => !RetryPolicy.IsTransient(kind))];

    [Theory]
    [InlineData(0, 0.0, 8)]
    [InlineData(0, 0.5, 10)]
    [InlineData(0, 1.0, 12)]
    [InlineData(1, 0.5, 20)]
    [InlineData(2, 0.5, 40)]
    public void The_back_off_doubles_and_its_jitter_is_a_fifth_either_way(int tries, double jitter, double seconds) =>
        Assert.Equal(seconds, RetryPolicy.Again(ErrorKind.Timeout, tries, 5, First, null, jitter)!.Value.TotalSeconds, 6);

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, true)]
    [InlineData(2, false)]
    public void The_third_time_is_the_last(int tries, bool again) =>
        Assert.Equal(again, RetryPolicy.Again(ErrorKind.Unreachable, tries, 3, First, null, 0.5) is not null);

    [Theory]
    [InlineData(300, 300)]
    [InlineData(1, 10)]
    public void What_the_other_side_asks_for_is_never_undercut(double asked, double seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), RetryPolicy.Again(ErrorKind.RateLimited, 0, 3, First, TimeSpan.FromSeconds(asked), 0.5));

    [Theory]
    [MemberData(nameof(Permanent))]
    public void Permanent_trouble_is_not_tried_again(ErrorKind kind) => Assert.Null(RetryPolicy.Again(kind, 0, 3, First, TimeSpan.FromSeconds(1), 0.5));

    [Fact]
    public void Every_kind_has_a_name_in_snake_case_and_is_found_by_it()
    {
        Assert.Equal(Enum.GetValues<ErrorKind>().Length, ErrorKindNames.All.Count);
        Assert.All(ErrorKindNames.All, name => Assert.Matches("^[a-z]+(_[a-z]+)*$", name));
        Assert.All(Enum.GetValues<ErrorKind>(), kind => Assert.True(ErrorKindNames.TryParse(kind.Name(), out var found) && found == kind));
    }
}
