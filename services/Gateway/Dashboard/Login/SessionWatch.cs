using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;
using Pipeline.Gateway.Identity;

namespace Pipeline.Gateway.Dashboard.Login;

/// <summary>Ends what an open page shows soon after its session has ended: signed out elsewhere, run out, or its user removed.</summary>
internal sealed class SessionWatch(ILoggerFactory loggers, TokenCheck tokens) : RevalidatingServerAuthenticationStateProvider(loggers)
{
    protected override TimeSpan RevalidationInterval => TimeSpan.FromMinutes(1);

    protected override async Task<bool> ValidateAuthenticationStateAsync(AuthenticationState authenticationState, CancellationToken cancellationToken) =>
        authenticationState.User.FindFirst(SessionCookie.SessionClaim) is { } session && await tokens.IsValidAsync(Convert.FromHexString(session.Value), cancellationToken);
}
