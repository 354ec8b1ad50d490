using System.Text;

namespace Pipeline.Domain.Comments;

/// <summary>The words of a text, for counting and comparing: upper case, without the punctuation around them.</summary>
internal static class CommentWords
{
    // Eight words in a row that two texts share are hardly chance; common phrases are shorter.
    private const int PassageLength = 8;

    public static IReadOnlyList<string> Of(string text) =>
        [.. text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(Bare).Where(word => word.Length > 0)];

    /// <summary>The first passage of eight words or more beginning that stands in both; null if there is none.</summary>
    public static string? SharedPassage(IReadOnlyList<string> words, IReadOnlyList<string> others)
    {
        var passages = Passages(others).ToHashSet(StringComparer.Ordinal);
        return passages.Count == 0 ? null : Passages(words).FirstOrDefault(passages.Contains);
    }

    private static IEnumerable<string> Passages(IReadOnlyList<string> words)
    {
        for (var start = 0; start + PassageLength <= words.Count; start++)
            yield return string.Join(' ', words.Skip(start).Take(PassageLength));
    }

    private static string Bare(string word)
    {
        var bare = word.AsSpan();
        while (Rune.DecodeFromUtf16(bare, out var first, out var length) == System.Buffers.OperationStatus.Done && !Rune.IsLetterOrDigit(first)) bare = bare[length..];
        while (Rune.DecodeLastFromUtf16(bare, out var last, out var length) == System.Buffers.OperationStatus.Done && !Rune.IsLetterOrDigit(last)) bare = bare[..^length];
        return bare.ToString().ToUpperInvariant();
    }
}
