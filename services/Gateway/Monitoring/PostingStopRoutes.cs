using System.ComponentModel;
using Microsoft.AspNetCore.Http.HttpResults;
using Pipeline.Gateway.Api;
using Pipeline.Gateway.Identity;

namespace Pipeline.Gateway.Monitoring;

/// <summary>Why posting is stopped.</summary>
internal sealed record PostingStopInput
{
    [Description("Why, up to 1,000 characters: everybody whose posts wait reads it.")]
    public string? Reason { get; init; }
}

/// <summary>The posting stop: one word that holds back every post.</summary>
internal static class PostingStopRoutes
{
    private const int MaxReasonLength = 1_000;

    public static void MapPostingStop(this RouteGroupBuilder api)
    {
        var stop = api.MapGroup("/posting-stop").WithTags("Posting stop");
        stop.MapGet("", GetAsync).Operates().WithSummary("Whether posting is stopped").WithDescription("For the caller's processes: by whom, since when, and why.");
        stop.MapPut("", StopAsync).Operates().WithSummary("Stop every post")
            .WithDescription(
                "An administrator's holds for the installation, an operator's for their own processes. From then on no comment is sent, approved or not; what was sent "
                + "before is still read back and recorded. Repeated, since when and by whom stays. The body may be left out.")
            .WithMetadata(new BodyExample("""{ "reason": "Die Klasse hat Besuch." }"""));
        stop.MapDelete("", LiftAsync).Operates().WithSummary("Lift the posting stop")
            .WithDescription("What was held back goes out at once. Answers what holds then: an operator can't lift an administrator's. Repeated, it changes nothing.");
    }

    private static async Task<Ok<PostingStopAnswer>> GetAsync(Caller caller, PostingStopOrders orders, CancellationToken cancellationToken) =>
        TypedResults.Ok(await orders.StandingAsync(caller, cancellationToken));

    private static async Task<Ok<PostingStopAnswer>> StopAsync(
        OptionalJsonBody<PostingStopInput> body, Caller caller, PostingStopOrders orders, CancellationToken cancellationToken)
    {
        var reason = body.Value?.Reason;
        var faults = new Faults();
        if (reason?.Length > MaxReasonLength) faults.Add("reason", $"Has {reason.Length} characters: at most {MaxReasonLength} are allowed.");
        faults.ThrowIfAny();
        await orders.StopAsync(caller, reason, cancellationToken);
        return TypedResults.Ok(await orders.StandingAsync(caller, cancellationToken));
    }

    private static async Task<Ok<PostingStopAnswer>> LiftAsync(Caller caller, PostingStopOrders orders, CancellationToken cancellationToken)
    {
        await orders.LiftAsync(caller, cancellationToken);
        return TypedResults.Ok(await orders.StandingAsync(caller, cancellationToken));
    }
}
