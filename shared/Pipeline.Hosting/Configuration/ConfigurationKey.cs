using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using Microsoft.Extensions.Configuration;

namespace Pipeline.Hosting.Configuration;

/// <summary>One configuration value of an options class: how operators write its key, and what they may give.</summary>
internal sealed class ConfigurationKey(string section, PropertyInfo property)
{
    /// <summary>The property that the value is bound to.</summary>
    public PropertyInfo Property => property;

    /// <summary>The key as an environment variable spells it, e.g. <c>Bus__Transport</c>.</summary>
    public string Name { get; } = EnvironmentName(section, KeyName(property));

    /// <summary>The key as the configuration knows it, e.g. <c>Bus:Transport</c>.</summary>
    public string Path { get; } = ConfigurationPath.Combine(new[] { section, KeyName(property) }.Where(part => part.Length > 0));

    /// <summary>What may be given, in words; empty if any text will do.</summary>
    public string Allowed()
    {
        if (property.GetCustomAttribute<RangeAttribute>() is { } range) return $"{Text(range.Minimum)} to {Text(range.Maximum)}";
        var type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        if (type.IsEnum) return string.Join(", ", Enum.GetNames(type).Select(name => name.ToLowerInvariant()));
        if (type == typeof(bool)) return "true, false";
        if (type == typeof(TimeSpan)) return "a duration as hh:mm:ss";
        if (type == typeof(Uri)) return "an absolute address";
        return type == typeof(string) ? "" : $"a value of type {type.Name}";
    }

    /// <summary>The environment form of a key below a section.</summary>
    public static string EnvironmentName(string section, string key) =>
        (section.Length == 0 ? key : $"{section}:{key}").Replace(":", "__", StringComparison.Ordinal);

    private static string KeyName(PropertyInfo property) =>
        property.GetCustomAttribute<ConfigurationKeyNameAttribute>()?.Name ?? property.Name;

    private static string? Text(object limit) => Convert.ToString(limit, CultureInfo.InvariantCulture);
}
