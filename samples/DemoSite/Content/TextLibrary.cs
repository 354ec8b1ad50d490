using System.Reflection;

namespace Pipeline.DemoSite.Content;

/// <summary>
/// The written material in <c>texts.txt</c>. <c># n</c> begins a category, <c>&lt;</c> its openings, <c>&gt;</c> its endings,
/// <c>=</c> a topic with its titles; its sentences follow, <c>~</c> marks one that can be left out, <c>{a|b}</c> a choice.
/// </summary>
internal sealed class TextLibrary
{
    public TextLibrary()
    {
        var category = 0;
        foreach (var line in Lines("texts.txt"))
        {
            var rest = line[1..].Trim();
            switch (line[0])
            {
                case '#': category = int.Parse(rest, System.Globalization.CultureInfo.InvariantCulture); break;
                case '<': Openings[category] = rest; break;
                case '>': Endings[category] = rest; break;
                case '=': Topics.Add(new Topic(category, rest.Split('|', StringSplitOptions.TrimEntries), [])); break;
                case '~': Topics[^1].Sentences.Add(new Sentence(rest, Optional: true)); break;
                default: Topics[^1].Sentences.Add(new Sentence(line.Trim(), Optional: false)); break;
            }
        }
        Comments = [.. Lines("comments.txt")];
    }

    public List<Topic> Topics { get; } = [];

    public Dictionary<int, string> Openings { get; } = [];

    public Dictionary<int, string> Endings { get; } = [];

    public IReadOnlyList<string> Comments { get; }

    private static IEnumerable<string> Lines(string resource)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(resource)
            ?? throw new InvalidOperationException($"The resource {resource} is missing in the assembly.");
        using var reader = new StreamReader(stream);
        return [.. reader.ReadToEnd().Split('\n').Where(line => line.Trim().Length > 0)];
    }
}

internal sealed record Topic(int Category, string[] Titles, List<Sentence> Sentences);

internal sealed record Sentence(string Text, bool Optional);
