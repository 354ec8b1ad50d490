namespace Pipeline.Gateway.Dashboard;

/// <summary>What came of something that a person asked for.</summary>
/// <param name="Done">Whether it was done.</param>
/// <param name="Messages">If not, every reason why; else what the person should know all the same.</param>
public sealed record ActionOutcome(bool Done, IReadOnlyList<string> Messages)
{
    /// <summary>Done, nothing more to say.</summary>
    public static readonly ActionOutcome Ok = new(true, []);

    /// <summary>Not done.</summary>
    public static ActionOutcome Refused(params IReadOnlyList<string> reasons) => new(false, reasons);
}
