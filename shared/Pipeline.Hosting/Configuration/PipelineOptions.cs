using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Pipeline.Hosting.Configuration;

/// <summary>How every service registers its options.</summary>
public static class PipelineOptions
{
    /// <summary>
    /// Binds an options class to a section and checks its data annotations at start: a bad value stops the service with
    /// an <see cref="OptionsValidationException"/> whose message names the key in its environment form and what is allowed.
    /// Calling it again for the same class changes nothing.
    /// </summary>
    /// <param name="builder">The host being built.</param>
    /// <param name="section">The section, e.g. <c>Bus</c>; empty for keys at the root.</param>
    /// <returns>The options' builder, for rules that annotations can't express.</returns>
    public static OptionsBuilder<TOptions> AddPipelineOptions<TOptions>(this IHostApplicationBuilder builder, string section)
        where TOptions : class
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(section);
        var options = builder.Services.AddOptions<TOptions>();
        if (builder.Services.Any(service => service.ImplementationInstance is SectionValidation<TOptions>)) return options;
        builder.Services.AddSingleton<IValidateOptions<TOptions>>(new SectionValidation<TOptions>(section));
        builder.Services.AddSingleton<IConfigureOptions<TOptions>>(
            services => new SectionBinding<TOptions>(section, services.GetRequiredService<IConfiguration>()));
        return options.ValidateOnStart();
    }
}
