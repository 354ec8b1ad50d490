using System.Globalization;
using System.Text.RegularExpressions;

namespace Pipeline.Sites.Html;

/// <summary>Reads dates as Swiss sites write them: "4. Februar 2026, 18:04 Uhr", in Swiss local time.</summary>
internal static partial class SwissDate
{
    private static readonly TimeZoneInfo Zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Zurich");

    private static readonly string[] Months =
        ["januar", "februar", "märz", "april", "mai", "juni", "juli", "august", "september", "oktober", "november", "dezember"];

    /// <summary>The first date in a text; null: there is none.</summary>
    public static DateOnly? Day(string? text) => Read(text) is { } found ? DateOnly.FromDateTime(found.Local) : null;

    /// <summary>The first date with a time of day in a text, in UTC; null: there is none.</summary>
    public static DateTime? Moment(string? text) => Read(text) is { HasTime: true } found ? ToUtc(found.Local) : null;

    private static (DateTime Local, bool HasTime)? Read(string? text)
    {
        var match = Pattern().Match(text ?? "");
        if (!match.Success) return null;
        var month = Array.FindIndex(Months, name => IsMonth(name, match.Groups["month"].Value.ToLowerInvariant())) + 1;
        var (day, year) = (Number(match, "day"), Number(match, "year"));
        if (month == 0 || year == 0 || day < 1 || day > DateTime.DaysInMonth(year, month)) return null;
        var hasTime = match.Groups["hour"].Success && Number(match, "hour") < 24 && Number(match, "minute") < 60;
        var date = new DateTime(year, month, day, 0, 0, 0, DateTimeKind.Unspecified);
        return hasTime ? (date.AddHours(Number(match, "hour")).AddMinutes(Number(match, "minute")), true) : (date, false);
    }

    /// <summary>In full, or shortened to at least three letters ("Febr.").</summary>
    private static bool IsMonth(string name, string written) => written.Length >= 3 && name.StartsWith(written, StringComparison.Ordinal);

    private static DateTime ToUtc(DateTime local) =>
        // The hour that the clocks skip in spring doesn't exist: a site that writes it means the one after.
        TimeZoneInfo.ConvertTimeToUtc(Zone.IsInvalidTime(local) ? local.AddHours(1) : local, Zone);

    private static int Number(Match match, string group) => int.Parse(match.Groups[group].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"(?<day>[0-9]{1,2})\.\s*(?<month>\p{L}{3,9})\.?\s+(?<year>[0-9]{4})(?:\s*,?\s*(?:um\s+)?(?<hour>[0-9]{1,2})[:.](?<minute>[0-9]{2}))?")]
    private static partial Regex Pattern();
}
