using System.ComponentModel;
using Microsoft.AspNetCore.Http.HttpResults;
using Pipeline.Gateway.Api;
using Pipeline.Gateway.Identity;

namespace Pipeline.Gateway.Records;

/// <summary>Why a comment is rejected.</summary>
internal sealed record RejectInput
{
    [Description("Why, up to 1,000 characters, for the record's timeline.")]
    public string? Reason { get; init; }
}

/// <summary>Article records: what moves.</summary>
internal static class RecordRoutes
{
    private const int MaxReasonLength = 1_000;

    public static void MapRecords(this RouteGroupBuilder api)
    {
        var records = api.MapGroup("/article-records").WithTags("Article records");
        records.MapGet("", ListAsync).IsList([.. RecordFilter.Parameters]).WithSummary("My records")
            .WithDescription("All filters must hold. Without the article's text and the model's reasoning: `GET /article-records/{id}` has them.");
        records.MapGet("/{id:guid}", GetAsync).WithSummary("A record, with everything");
        records.MapPost("/{id:guid}/approve", ApproveAsync).Operates().WithSummary("Approve the comment: it is posted")
            .WithDescription("From `generated`. It is posted also when the process is paused or stopped. Repeated, it changes nothing.");
        records.MapPost("/{id:guid}/reject", RejectAsync).Operates().WithSummary("Reject the comment").WithDescription("From `generated`. The body may be left out.")
            .WithMetadata(new BodyExample("""{ "reason": "Passt nicht zum Text." }"""));
        records.MapPost("/{id:guid}/resolve", ResolveAsync).Operates().WithSummary("Say what became of an uncertain comment")
            .WithDescription(
                "From `uncertain`, after a look at the site. As `posted`: it is there, under the id that is given. As `generated`: it is not there, and was not posted; it waits "
                + "for an approval before it goes out again, whatever the process posts by itself. As `failed`: given up; it is never sent again.")
            .WithMetadata(new BodyExample("""{ "as": "posted", "siteCommentId": "1742", "reason": "Auf der Seite gesehen." }"""));
        records.MapPost("/{id:guid}/retry", RetryAsync).Operates().WithSummary("Try a failed record again")
            .WithDescription("From `failed`: back to where the stage that failed begins. 409 where nobody could tell whether the comment was posted.");
    }

    private static async Task<Ok<ListAnswer<RecordListItem>>> ListAsync(ListQuery query, Caller caller, RecordReader records, CancellationToken cancellationToken)
    {
        var filter = RecordFilter.Read(query);
        return TypedResults.Ok(await records.ListAsync(caller, filter, query.ToPage(), cancellationToken));
    }

    private static async Task<Ok<RecordDetails>> GetAsync(Guid id, Caller caller, RecordReader records, CancellationToken cancellationToken) =>
        TypedResults.Ok(await records.GetAsync(caller, id, cancellationToken));

    private static Task<Ok<RecordDetails>> ApproveAsync(Guid id, Caller caller, RecordReviews reviews, RecordReader records, CancellationToken cancellationToken) =>
        AnswerAsync(reviews.ApproveAsync(caller, id, null, cancellationToken), id, caller, records, cancellationToken);

    private static Task<Ok<RecordDetails>> RejectAsync(
        Guid id, OptionalJsonBody<RejectInput> body, Caller caller, RecordReviews reviews, RecordReader records, CancellationToken cancellationToken)
    {
        var reason = body.Value?.Reason;
        var faults = new Faults();
        if (reason?.Length > MaxReasonLength) faults.Add("reason", $"Has {reason.Length} characters: at most {MaxReasonLength} are allowed.");
        faults.ThrowIfAny();
        return AnswerAsync(reviews.RejectAsync(caller, id, reason, cancellationToken), id, caller, records, cancellationToken);
    }

    private static async Task<Ok<RecordDetails>> ResolveAsync(
        Guid id, JsonBody<ResolveInput> body, Caller caller, RecordReviews reviews, RecordReader records, CancellationToken cancellationToken)
    {
        await records.GetAsync(caller, id, cancellationToken); // Whose record it is comes before what is wrong with the body.
        return await AnswerAsync(reviews.ResolveAsync(caller, id, body.Read().Checked(), cancellationToken), id, caller, records, cancellationToken);
    }

    private static Task<Ok<RecordDetails>> RetryAsync(Guid id, Caller caller, RecordReviews reviews, RecordReader records, CancellationToken cancellationToken) =>
        AnswerAsync(reviews.RetryAsync(caller, id, cancellationToken), id, caller, records, cancellationToken);

    private static async Task<Ok<RecordDetails>> AnswerAsync(Task review, Guid id, Caller caller, RecordReader records, CancellationToken cancellationToken)
    {
        await review;
        return TypedResults.Ok(await records.GetAsync(caller, id, cancellationToken));
    }
}
