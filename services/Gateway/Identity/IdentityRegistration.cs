using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Pipeline.Domain.Identity;
using Pipeline.Hosting.Configuration;

namespace Pipeline.Gateway.Identity;

/// <summary>Who may come in.</summary>
internal static class IdentityRegistration
{
    public static IHostApplicationBuilder AddGatewayIdentity(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        builder.AddPipelineOptions<AdminOptions>(AdminOptions.Section);
        services.AddSingleton<IPasswordHasher<User>, PasswordHasher<User>>();
        services.AddSingleton<UnknownNames>();
        services.AddSingleton<SignIn>();
        services.AddSingleton<TokenCheck>();
        services.AddSingleton<AdminSeed>();
        services.AddHostedService<AdminSeedAtStart>();
        services.AddAuthentication(BearerTokens.SchemeName)
            .AddScheme<AuthenticationSchemeOptions, BearerTokens>(BearerTokens.SchemeName, configureOptions: null)
            .AddScheme<SessionCookieOptions, SessionCookie>(SessionCookie.SchemeName, configureOptions: null);
        Roles.AddTo(services.AddAuthorizationBuilder());
        return builder;
    }
}
