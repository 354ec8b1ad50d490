using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Pipeline.Hosting.Logging;

/// <summary>Keeps the libraries quiet. Weaker than the configuration: <c>Logging__LogLevel__MassTransit=Debug</c> and the like win.</summary>
internal sealed class LogLevels : IConfigureOptions<LoggerFilterOptions>
{
    private static readonly (string Category, LogLevel Level)[] Libraries =
    [
        ("Microsoft.AspNetCore", LogLevel.Warning),
        ("Microsoft.EntityFrameworkCore", LogLevel.Warning),
        ("Microsoft.Extensions.Http", LogLevel.Warning),
        ("System.Net.Http.HttpClient", LogLevel.Warning),
        ("Polly", LogLevel.Warning),
        ("MassTransit", LogLevel.Warning),

        // Its handler says of every request without a session that it was sent to the sign-in.
        ("Pipeline.Gateway.Identity.SessionCookie", LogLevel.Warning),

        // Lost races are expected and handled; Entity Framework would log each as an error first. What isn't handled is
        // logged by whoever it reaches, since it is thrown as well.
        ("Microsoft.EntityFrameworkCore.Update", LogLevel.Critical),
        ("Microsoft.EntityFrameworkCore.Database.Command", LogLevel.Critical),
    ];

    public void Configure(LoggerFilterOptions options)
    {
        // Of two rules for one category the later one wins.
        foreach (var (category, level) in Libraries) options.Rules.Insert(0, new LoggerFilterRule(null, category, level, null));
    }
}
