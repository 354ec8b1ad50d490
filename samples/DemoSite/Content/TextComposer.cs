using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;

namespace Pipeline.DemoSite.Content;

internal sealed record ComposedText(string Title, int Category, IReadOnlyList<string> Paragraphs);

/// <summary>Makes text number n out of the library: the same number and seed give the same text, and no title comes twice.</summary>
internal sealed partial class TextComposer
{
    private readonly TextLibrary library;
    private readonly int seed;
    private readonly Topic[] order;

    public TextComposer(TextLibrary library, IOptions<DemoSiteOptions> options)
    {
        this.library = library;
        seed = options.Value.Seed;
        order = [.. library.Topics];
        new Random(seed).Shuffle(order);
    }

    public ComposedText Compose(int number)
    {
        var random = RandomFor(number);
        var topic = order[number % order.Length];
        var round = number / order.Length;
        var title = topic.Titles[round % topic.Titles.Length];
        var part = round / topic.Titles.Length + 1;

        var sentences = topic.Sentences.Where(s => !s.Optional || random.Next(100) < 60).Select(s => Choose(s.Text, random)).ToList();
        // Six sentences are the most that a child of that age writes here.
        if (sentences.Count < 6 && random.Next(100) < 45) sentences.Insert(0, Choose(library.Openings[topic.Category], random));
        if (sentences.Count < 6 && random.Next(100) < 55) sentences.Add(Choose(library.Endings[topic.Category], random));

        return new ComposedText(part == 1 ? title : $"{title} (Teil {part})", topic.Category, InParagraphs(sentences, random));
    }

    /// <summary>The luck that goes with one number.</summary>
    public Random RandomFor(int number) => new(unchecked(seed * 31 + number * 7919));

    private static string[] InParagraphs(List<string> sentences, Random random)
    {
        if (sentences.Count < 4 || random.Next(100) < 40) return [string.Join(' ', sentences)];
        var cut = random.Next(2, sentences.Count - 1);
        return [string.Join(' ', sentences.Take(cut)), string.Join(' ', sentences.Skip(cut))];
    }

    private static string Choose(string text, Random random)
    {
        while (text.Contains('{', StringComparison.Ordinal)) text = Choice().Replace(text, match => Pick(match.Groups[1].Value.Split('|'), random));
        return text;
    }

    private static string Pick(string[] options, Random random) => options[random.Next(options.Length)];

    // Innermost first: an opening may hold "{Am {Montag|Dienstag} …|…}".
    [GeneratedRegex(@"\{([^{}]*)\}")]
    private static partial Regex Choice();
}
