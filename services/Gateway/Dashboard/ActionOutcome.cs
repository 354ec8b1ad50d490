using Pipeline.Gateway.Api;
using Pipeline.Gateway.Identity;
using Pipeline.Persistence;

namespace Pipeline.Gateway.Dashboard;

/// <summary>What came of something that a person asked for.</summary>
/// <param name="Done">Whether it was done.</param>
/// <param name="Messages">If not, every reason why; else what the person should know all the same.</param>
public sealed record ActionOutcome(bool Done, IReadOnlyList<string> Messages)
{
    private static readonly ActionOutcome Ok = new(true, []);

    /// <summary>Does it, if the person may; a refusal is told as the API tells it.</summary>
    internal static async Task<ActionOutcome> OfAsync(Caller caller, Func<Task> act)
    {
        if (!Roles.MayOperate(caller.Role)) return Refused("You may look at everything that is yours, but not change it. Ask an administrator for the role of an operator.");
        try
        {
            await act();
            return Ok;
        }
        catch (ApiException refused)
        {
            IReadOnlyList<string> reasons = refused.Errors is { } errors ? [.. errors.Values.SelectMany(messages => messages)] : [refused.Message];
            return new ActionOutcome(false, reasons);
        }
        catch (Exception trouble) when (DatabaseErrors.IsUnavailable(trouble))
        {
            return Refused("The database doesn't answer. Look again in a moment whether it was done.");
        }
    }

    private static ActionOutcome Refused(string reason) => new(false, [reason]);
}
