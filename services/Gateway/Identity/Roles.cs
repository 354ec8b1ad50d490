using Microsoft.AspNetCore.Authorization;
using Pipeline.Domain.Identity;

namespace Pipeline.Gateway.Identity;

/// <summary>What a route asks of its caller: each role may do what the ones below it may.</summary>
internal static class Roles
{
    /// <summary>Look: everybody who is signed in.</summary>
    public const string Read = "read";

    /// <summary>Change and run things: operators and administrators.</summary>
    public const string Operate = "operate";

    /// <summary>What concerns the whole installation: administrators.</summary>
    public const string Administer = "administer";

    /// <summary>Whether a role may change and run things.</summary>
    public static bool MayOperate(UserRole role) => role >= UserRole.Operator;

    public static void AddTo(AuthorizationBuilder authorization) => authorization
        .AddPolicy(Read, Of(UserRole.Viewer, UserRole.Operator, UserRole.Admin))
        .AddPolicy(Operate, Of(UserRole.Operator, UserRole.Admin))
        .AddPolicy(Administer, Of(UserRole.Admin));

    private static AuthorizationPolicy Of(params UserRole[] roles) => new AuthorizationPolicyBuilder(BearerTokens.SchemeName)
        .RequireAuthenticatedUser()
        .RequireRole(roles.Select(role => role.ToString()))
        .Build();
}
