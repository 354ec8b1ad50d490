using System.Globalization;
using Pipeline.Sites.Html;

namespace Pipeline.Sites.Tests.Html;

public sealed class SwissDates
{
    [Theory]
    [InlineData("Aktualisiert am: 4. Februar 2026, 18:04 Uhr", "2026-02-04T17:04:00Z")]
    [InlineData("1. April 2026, 10:39", "2026-04-01T08:39:00Z")]
    [InlineData("1. april 2026 um 10.39 Uhr", "2026-04-01T08:39:00Z")]
    [InlineData("24. Dez. 2025, 0:00", "2025-12-23T23:00:00Z")]
    [InlineData("29. März 2026, 02:30", "2026-03-29T01:30:00Z")]
    [InlineData("4. Februar 2026", null)]
    [InlineData("31. Februar 2026, 18:04", null)]
    [InlineData("4. Brumaire 2026, 18:04", null)]
    [InlineData("4. Februar 0000, 18:04", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void A_moment_is_read_in_swiss_time(string? text, string? utc) =>
        Assert.Equal(utc, SwissDate.Moment(text)?.ToString("yyyy-MM-ddTHH:mm:ssK", CultureInfo.InvariantCulture));

    [Fact]
    public void A_day_needs_no_time() => Assert.Equal(new DateOnly(2026, 2, 4), SwissDate.Day("4. Februar 2026"));
}
