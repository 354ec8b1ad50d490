using Pipeline.DemoSite.Pages;
using Pipeline.DemoSite.Sessions;

namespace Pipeline.DemoSite.Faults;

/// <summary>The faults that strike before a request is looked at.</summary>
internal sealed class FaultyGate(RequestDelegate next, FaultList faults, SessionDesk sessions, TimeProvider clock, IHostApplicationLifetime lifetime)
{
    public async Task InvokeAsync(HttpContext context)
    {
        // While the client is still there: a late request must be complete even if the client has left meanwhile.
        if (HttpMethods.IsPost(context.Request.Method) && context.Request.HasFormContentType) await context.Request.ReadFormAsync();

        if (faults.Take(context, FaultKind.ExpireSessions) is { } expiry)
        {
            var ended = await sessions.EndAllAsync(expiry.User, expiry.Age);
            if (context.Visit().SessionKey is { } mine && ended.Contains(mine)) context.Visit().Forget();
        }

        if (faults.Take(context, FaultKind.Latency) is { } latency)
            await Task.Delay(latency.Delay, clock, lifetime.ApplicationStopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

        var refusal = faults.Take(context, FaultKind.Error500, FaultKind.Forbidden403, FaultKind.RateLimited429, FaultKind.CutConnection);
        if (refusal is null) await next(context);
        else await RefuseAsync(context, refusal);
    }

    private static async Task RefuseAsync(HttpContext context, Fault fault)
    {
        switch (fault.Kind)
        {
            case FaultKind.CutConnection:
                context.Abort();
                break;
            case FaultKind.RateLimited429:
                context.Response.Headers.RetryAfter = $"{fault.RetryAfter}";
                await ErrorPage.Of(context, StatusCodes.Status429TooManyRequests, "Zu viele Anfragen", "Bitte warte einen Moment.").ExecuteAsync(context);
                break;
            case FaultKind.Forbidden403:
                await ErrorPage.Forbidden(context).ExecuteAsync(context);
                break;
            default:
                await ErrorPage.Of(context, StatusCodes.Status500InternalServerError, "Serverfehler", "Da ist etwas schiefgegangen.").ExecuteAsync(context);
                break;
        }
    }
}
