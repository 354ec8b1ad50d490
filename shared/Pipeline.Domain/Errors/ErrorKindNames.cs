using System.Text;

namespace Pipeline.Domain.Errors;

/// <summary>The names of <see cref="ErrorKind"/> as clients and the database know them: snake case.</summary>
public static class ErrorKindNames
{
    private static readonly Dictionary<ErrorKind, string> ToName = Enum.GetValues<ErrorKind>().ToDictionary(kind => kind, SnakeCase);
    private static readonly Dictionary<string, ErrorKind> ToKind = ToName.ToDictionary(pair => pair.Value, pair => pair.Key, StringComparer.Ordinal);

    /// <summary>All names, in the order of the enumeration.</summary>
    public static IReadOnlyCollection<string> All => ToName.Values;

    /// <summary>The wire name of a kind, e.g. <c>site_changed</c>.</summary>
    public static string Name(this ErrorKind kind) => ToName[kind];

    /// <summary>Reads a wire name; false if no kind has it.</summary>
    public static bool TryParse(string? name, out ErrorKind kind)
    {
        kind = default;
        return name is not null && ToKind.TryGetValue(name, out kind);
    }

    private static string SnakeCase(ErrorKind kind)
    {
        var name = new StringBuilder();
        foreach (var letter in kind.ToString())
        {
            if (char.IsUpper(letter) && name.Length > 0) name.Append('_');
            name.Append(char.ToLowerInvariant(letter));
        }

        return name.ToString();
    }
}
