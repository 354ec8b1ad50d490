using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Pipeline.Hosting.Configuration;

/// <summary>Checks the annotations of an options class; each failure names the key as operators write it and what is allowed.</summary>
internal sealed class SectionValidation<TOptions>(string section) : IValidateOptions<TOptions>
    where TOptions : class
{
    public ValidateOptionsResult Validate(string? name, TOptions options)
    {
        var results = new List<ValidationResult>();
        if (Validator.TryValidateObject(options, new ValidationContext(options), results, validateAllProperties: true))
            return ValidateOptionsResult.Success;
        return ValidateOptionsResult.Fail(results.Select(Describe));
    }

    private string Describe(ValidationResult result)
    {
        var property = result.MemberNames.FirstOrDefault();
        var key = OptionsKeys<TOptions>.In(section).FirstOrDefault(key => key.Property.Name == property);
        if (key is null) return $"{ConfigurationKey.EnvironmentName(section, property ?? "")}: {result.ErrorMessage}";
        var allowed = key.Allowed();
        return allowed.Length == 0 ? $"{key.Name}: {result.ErrorMessage}" : $"{key.Name}: {result.ErrorMessage} Allowed: {allowed}.";
    }
}
