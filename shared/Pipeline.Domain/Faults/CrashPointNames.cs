using System.Text;

namespace Pipeline.Domain.Faults;

/// <summary>The names of crash points in settings and documents: the stage, a dot, then words joined by <c>_</c>.</summary>
public static class CrashPointNames
{
    private static readonly Dictionary<string, CrashPoint> Points = Enum.GetValues<CrashPoint>().ToDictionary(Of);

    /// <summary>All names, in the order of the code.</summary>
    public static IEnumerable<string> All => Points.Keys;

    /// <summary>The name of a point, e.g. <c>posting.permit_given</c>.</summary>
    public static string Of(CrashPoint point)
    {
        var (name, words) = (new StringBuilder(), 0);
        foreach (var letter in point.ToString())
        {
            if (char.IsUpper(letter) && name.Length > 0) name.Append(words++ == 0 ? '.' : '_');
            name.Append(char.ToLowerInvariant(letter));
        }

        return name.ToString();
    }

    /// <summary>The point with a name; null: there is none.</summary>
    public static CrashPoint? Find(string name) => Points.TryGetValue(name, out var point) ? point : null;
}
