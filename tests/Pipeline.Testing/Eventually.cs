using System.Diagnostics;
using System.Text.Json;

namespace Pipeline.Testing;

/// <summary>The one polling wait. For tests with a real server or process, where nothing can ring; all others move a clock.</summary>
public static class Eventually
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <summary>A single read that hangs must not outlast the wait for long.</summary>
    private static readonly TimeSpan ReadLimit = TimeSpan.FromSeconds(60);

    /// <summary>Waits until <paramref name="condition"/> holds.</summary>
    /// <exception cref="TimeoutException">It never held; says <paramref name="expectation"/> and for how long it waited.</exception>
    public static Task TrueAsync(Func<Task<bool>> condition, TimeSpan timeout, string expectation, CancellationToken cancellation = default) =>
        BecomeAsync(async () => await condition(), holds => holds, timeout, expectation, cancellation);

    /// <inheritdoc cref="TrueAsync(Func{Task{bool}}, TimeSpan, string, CancellationToken)"/>
    public static Task TrueAsync(Func<bool> condition, TimeSpan timeout, string expectation, CancellationToken cancellation = default) =>
        TrueAsync(() => Task.FromResult(condition()), timeout, expectation, cancellation);

    /// <summary>Reads a value again and again until it satisfies, and returns it.</summary>
    /// <exception cref="TimeoutException">It never did; says the last value read.</exception>
    public static async Task<T> BecomeAsync<T>(
        Func<Task<T>> read, Func<T, bool> satisfies, TimeSpan timeout, string expectation, CancellationToken cancellation = default)
    {
        var started = Stopwatch.GetTimestamp();
        using var pause = new PeriodicTimer(Pause);
        while (true)
        {
            var value = await read().WaitAsync(timeout + ReadLimit, cancellation);
            if (satisfies(value))
                return value;
            if (Stopwatch.GetElapsedTime(started) > timeout)
                throw new TimeoutException($"Not within {timeout.TotalSeconds:0.#} s: {expectation}. Last seen: {Describe(value)}");
            await pause.WaitForNextTickAsync(cancellation);
        }
    }

    /// <summary>A value that doesn't say by itself what it holds is shown with all its properties.</summary>
    private static string Describe<T>(T value)
    {
        var said = value?.ToString() ?? "null";
        if (value is null || said != value.GetType().ToString()) return said;
        try
        {
            return JsonSerializer.Serialize(value);
        }
        catch (Exception unknown) when (unknown is NotSupportedException or JsonException)
        {
            return said;
        }
    }
}
