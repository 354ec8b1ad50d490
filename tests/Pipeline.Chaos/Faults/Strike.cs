namespace Pipeline.Chaos.Faults;

/// <summary>A fault with its victim, drawn.</summary>
/// <param name="What">What happens, and to whom, for the report.</param>
/// <param name="Lasts">From its begin to its end; zero: it is over at once.</param>
/// <param name="Begin">Strikes.</param>
/// <param name="End">Heals; null: nothing has to be healed.</param>
public sealed record Strike(string What, TimeSpan Lasts, Func<CancellationToken, Task> Begin, Func<CancellationToken, Task>? End = null)
{
    /// <summary>The server that is struck, if it is one: two strikes at once never share it.</summary>
    public string? Server { get; init; }

    /// <summary>A strike that can be told at once.</summary>
    public static Strike Of(string what, TimeSpan lasts, Action begin, Action? end = null) =>
        new(what, lasts, _ => Done(begin), end is null ? null : _ => Done(end));

    private static Task Done(Action act)
    {
        act();
        return Task.CompletedTask;
    }
}
