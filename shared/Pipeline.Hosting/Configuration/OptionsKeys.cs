using System.Reflection;

namespace Pipeline.Hosting.Configuration;

/// <summary>The configuration keys that an options class reads.</summary>
internal static class OptionsKeys<TOptions>
{
    /// <summary>One key per settable property.</summary>
    public static IEnumerable<ConfigurationKey> In(string section) =>
        from property in typeof(TOptions).GetProperties(BindingFlags.Public | BindingFlags.Instance)
        where property.CanWrite
        select new ConfigurationKey(section, property);
}
