using System.Reflection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Pipeline.Hosting.Configuration;

/// <summary>
/// Binds a section to an options class, and says of a value that can't be read at all (a word where a number belongs)
/// the same as of one out of range: its key and what is allowed.
/// </summary>
internal sealed class SectionBinding<TOptions>(string section, IConfiguration configuration) : IConfigureOptions<TOptions>
    where TOptions : class
{
    public void Configure(TOptions options)
    {
        var source = section.Length == 0 ? configuration : configuration.GetSection(section);
        try
        {
            source.Bind(options);
        }
        catch (InvalidOperationException unreadable)
        {
            throw new OptionsValidationException(Options.DefaultName, typeof(TOptions), Unreadable(options, unreadable));
        }
    }

    private List<string> Unreadable(TOptions options, InvalidOperationException unreadable)
    {
        var failures = new List<string>();
        foreach (var key in OptionsKeys<TOptions>.In(section))
        {
            if (configuration[key.Path] is not { Length: > 0 } value || CanRead(key)) continue;
            failures.Add($"{key.Name}: '{value}' can't be read; allowed: {key.Allowed()}.");
        }

        return failures.Count > 0 ? failures : [$"{ConfigurationKey.EnvironmentName(section, options.GetType().Name)}: {unreadable.Message}"];
    }

    private bool CanRead(ConfigurationKey key)
    {
        try
        {
            configuration.GetValue(key.Property.PropertyType, key.Path);
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }
}
