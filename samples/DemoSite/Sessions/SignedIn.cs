using Pipeline.DemoSite.Routes;

namespace Pipeline.DemoSite.Sessions;

/// <summary>Sends whoever isn't logged in to the login, and back afterwards.</summary>
internal sealed class SignedIn : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next) =>
        context.HttpContext.Visit().Account is null ? Redirect.ToLogin(context.HttpContext) : await next(context);
}
