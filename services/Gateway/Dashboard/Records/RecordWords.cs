using System.Text.Json;
using Pipeline.Domain.Errors;
using Pipeline.Domain.Records;

namespace Pipeline.Gateway.Dashboard.Records;

/// <summary>What the screens call the states and troubles of a record.</summary>
public static class RecordWords
{
    /// <summary>The status in a word or two.</summary>
    public static string Word(this RecordStatus status) => status switch
    {
        RecordStatus.TakenBack => "Taken back",
        _ => status.ToString(),
    };

    /// <summary>The status, and for a generated comment what it waits for.</summary>
    public static string Word(RecordStatus status, bool awaitsApproval, bool approved) => status switch
    {
        RecordStatus.Generated when awaitsApproval => "Awaiting approval",
        RecordStatus.Generated when approved => "Approved, to be posted",
        RecordStatus.Generated => "To be posted",
        _ => status.Word(),
    };

    /// <summary>As the API spells it.</summary>
    public static string Wire(this RecordStatus status) => JsonNamingPolicy.CamelCase.ConvertName(status.ToString());

    /// <summary>The name of its colour.</summary>
    public static string Css(RecordStatus status, bool awaitsApproval) =>
        awaitsApproval ? "record-awaiting" : $"record-{status.ToString().ToLowerInvariant()}";

    /// <summary>What happened, in plain words.</summary>
    public static string Plain(this ErrorKind kind) => kind switch
    {
        ErrorKind.Internal => "Something unexpected happened in the program",
        ErrorKind.Auth => "The site refused the account's login",
        ErrorKind.Forbidden => "The account isn't allowed to do this on the site",
        ErrorKind.NotFound => "The page is no longer there",
        ErrorKind.SiteChanged => "The site's page doesn't look as expected",
        ErrorKind.Rejected => "The site did not accept the comment",
        ErrorKind.RateLimited => "The site asked to slow down",
        ErrorKind.Timeout => "It took too long",
        ErrorKind.Unreachable => "The other side can't be reached",
        ErrorKind.Blocked => "The address may not be reached from here",
        ErrorKind.LlmAuth => "The writer's provider refused the API key",
        ErrorKind.LlmQuota => "The writer's quota or budget is used up",
        ErrorKind.LlmContext => "The article is too long for the model",
        ErrorKind.LlmRefused => "The model declined to write",
        ErrorKind.InvalidOutput => "What the model wrote did not pass the checks",
        ErrorKind.WorkerDied => "The work began several times and never ended",
        ErrorKind.Configuration => "A setting makes this step impossible",
        _ => kind.Name(),
    };

    /// <summary>What the stage was doing.</summary>
    public static string Doing(this Stage stage) => stage switch
    {
        Stage.Discovery => "while looking for articles",
        Stage.Preparation => "while fetching the text",
        Stage.Generation => "while writing the comment",
        Stage.Posting => "while posting",
        _ => "",
    };

    /// <summary>Whether a person moved the record, not a worker: that a stage did goes without saying.</summary>
    public static bool IsPerson(string by)
    {
        ArgumentNullException.ThrowIfNull(by);
        return by.StartsWith("user:", StringComparison.Ordinal);
    }

    /// <summary>The person who moved the record; null: a worker did.</summary>
    public static Guid? PersonOf(string by) => IsPerson(by) && Guid.TryParse(by["user:".Length..], out var id) ? id : null;
}
