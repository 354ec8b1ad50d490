namespace Pipeline.Chaos.Faults;

/// <summary>What is drawn by chance; the same seed draws the same in the same order.</summary>
public sealed class Dice(int seed)
{
    private readonly Random _random = new(seed);

    /// <summary>One of several.</summary>
    public T OneOf<T>(IReadOnlyList<T> several) => several[_random.Next(several.Count)];

    /// <summary>Some time, in whole tenths of a second.</summary>
    public TimeSpan Seconds(int least, int most) => TimeSpan.FromMilliseconds(100 * _random.Next(10 * least, (10 * most) + 1));

    /// <summary>Once in so many times.</summary>
    public bool OnceIn(int times) => _random.Next(times) == 0;
}
