using Pipeline.Domain.Processes;
using Pipeline.Gateway.Monitoring.Saga;

namespace Pipeline.Gateway.Tests.Monitoring;

[Trait("Promise", "P-TRIGGER")]
public sealed class NextLookTests
{
    private static readonly DateTime Began = new(2026, 11, 2, 9, 0, 0, DateTimeKind.Utc);

    [Theory]
    [InlineData(180, 0, 180)]
    [InlineData(180, 1, 180)]
    [InlineData(180, 2, 360)]
    [InlineData(180, 3, 600)]
    [InlineData(180, 1_000_000, 600)]
    [InlineData(10, 4, 80)]
    [InlineData(3600, 1, 3600)]
    [InlineData(3600, 5, 3600)]
    public void Empty_runs_back_off_up_to_ten_minutes_or_the_interval(int interval, int emptyStreak, int seconds)
    {
        var schedule = new ProcessSchedule(TimeSpan.FromSeconds(interval), null, "Europe/Zurich");
        Assert.Equal(Began.AddSeconds(seconds), NextLook.After(schedule, Began, Began.AddSeconds(30), emptyStreak));
    }

    [Theory]
    [InlineData("0 0 8 * * ?", "Europe/Zurich", "2026-11-03T07:00:00Z")]
    [InlineData("0 0 8 * * ?", "UTC", "2026-11-03T08:00:00Z")]
    [InlineData("0 0/15 * * * ?", "Europe/Zurich", "2026-11-02T09:15:00Z")]
    public void A_cron_expression_is_read_in_the_zone_of_the_process_and_knows_no_back_off(string cron, string zone, string next)
    {
        var schedule = new ProcessSchedule(null, cron, zone);
        Assert.Equal(DateTime.Parse(next, null, System.Globalization.DateTimeStyles.AdjustToUniversal), NextLook.After(schedule, Began, Began.AddSeconds(30), 5));
    }

    [Fact]
    public void A_cron_expression_without_a_further_moment_has_no_next_look() =>
        Assert.Null(NextLook.After(new(null, "0 0 8 1 1 ? 2026", "Europe/Zurich"), Began, Began, 0));
}
