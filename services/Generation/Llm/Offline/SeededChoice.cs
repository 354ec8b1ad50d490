using System.Security.Cryptography;
using System.Text;

namespace Pipeline.Generation.Llm.Offline;

/// <summary>Choices that look random and are the same for the same seed, on every machine and in every version.</summary>
internal sealed class SeededChoice
{
    private ulong state;

    public SeededChoice(string seed) => state = BitConverter.ToUInt64(SHA256.HashData(Encoding.UTF8.GetBytes(seed)));

    public T Of<T>(IReadOnlyList<T> options) => options[(int)(Next() % (ulong)options.Count)];

    /// <summary>Some of the options, in the order in which they were chosen, none twice.</summary>
    public IReadOnlyList<T> Of<T>(IReadOnlyList<T> options, int count)
    {
        var left = options.ToList();
        var chosen = new List<T>();
        while (chosen.Count < count && left.Count > 0)
        {
            var place = (int)(Next() % (ulong)left.Count);
            chosen.Add(left[place]);
            left.RemoveAt(place);
        }

        return chosen;
    }

    // xorshift64*: plenty for picking sentences.
    private ulong Next()
    {
        state = state == 0 ? 1 : state;
        state ^= state >> 12;
        state ^= state << 25;
        state ^= state >> 27;
        return (state * 0x2545F4914F6CDD1D) >> 11;
    }
}
