using System.Globalization;

namespace Pipeline.Domain.Faults;

/// <summary>A point, and the how manieth time it is passed.</summary>
/// <param name="Point">The point.</param>
/// <param name="Time">1: the first time.</param>
public readonly record struct CrashPointAim(CrashPoint Point, int Time)
{
    /// <summary>Reads <c>posting.permit_given</c>, <c>posting.permit_given#3</c>, or several with commas between.</summary>
    /// <param name="text">What a setting says; empty: none.</param>
    /// <param name="aims">What it means; without what can't be read.</param>
    /// <returns>What can't be read.</returns>
    public static IReadOnlyList<string> Parse(string? text, out IReadOnlyList<CrashPointAim> aims)
    {
        var (read, unreadable) = (new List<CrashPointAim>(), new List<string>());
        foreach (var one in (text ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (Read(one) is { } aim) read.Add(aim);
            else unreadable.Add(one);
        }

        aims = read;
        return unreadable;
    }

    /// <inheritdoc/>
    public override string ToString() => Time == 1 ? CrashPointNames.Of(Point) : $"{CrashPointNames.Of(Point)}#{Time}";

    private static CrashPointAim? Read(string text)
    {
        var parts = text.Split('#');
        if (parts.Length > 2 || CrashPointNames.Find(parts[0]) is not { } point) return null;
        if (parts.Length == 1) return new(point, 1);
        return int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var time) && time > 0 ? new(point, time) : null;
    }
}
