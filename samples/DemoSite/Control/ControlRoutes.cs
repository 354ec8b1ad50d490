using System.Text.Json;
using Pipeline.DemoSite.Accounts;
using Pipeline.DemoSite.Faults;

namespace Pipeline.DemoSite.Control;

/// <summary>The control API under <c>/_demo/</c>: what tests and demonstrations need to know of the site and to do to it.</summary>
internal static class ControlRoutes
{
    public const string Prefix = "/_demo";

    public static void MapControl(this IEndpointRouteBuilder app)
    {
        var control = app.MapGroup(Prefix).AddEndpointFilter(ExplainBadRequestsAsync);
        control.MapArticleControl();
        control.MapCommentControl();

        control.MapGet("/accounts", (AccountDirectory accounts) => ControlJson.Answer(accounts.All));
        control.MapGet("/requests", (RequestLog log, bool times = false) => ControlJson.Answer(log.Report(times)));
        control.MapPost("/reset", (RequestLog log) =>
        {
            log.Reset();
            return Results.NoContent();
        });

        control.MapGet("/faults", Look);
        control.MapPut("/faults", async (HttpRequest request, FaultList faults) =>
        {
            faults.Replace(await ControlJson.ReadAsync<List<Fault>>(request));
            return Look(faults);
        });
        control.MapDelete("/faults", (FaultList faults) =>
        {
            faults.Replace([]);
            return Results.NoContent();
        });
    }

    private static IResult Look(FaultList faults) =>
        ControlJson.Answer(faults.Look().Select(f => new { f.Fault, f.Struck, f.Left }));

    private static async ValueTask<object?> ExplainBadRequestsAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        try
        {
            return await next(context);
        }
        // ArgumentException: a regular expression that isn't one.
        catch (Exception e) when (e is JsonException or ArgumentException)
        {
            return Results.Problem(e.Message, statusCode: StatusCodes.Status400BadRequest);
        }
    }
}
