using Pipeline.Testing;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.Serialization;

namespace Pipeline.Architecture.Deployment;

/// <summary>A place in a YAML document, anchors and merges resolved. Asking for what isn't there gives an empty place.</summary>
internal sealed class YamlValue(object? value)
{
    public string? Text => value as string;

    public IEnumerable<YamlValue> Items => value is List<object?> list ? list.Select(item => new YamlValue(item)) : [];

    public IReadOnlyDictionary<string, YamlValue> Entries => value is Dictionary<object, object?> map
        ? map.ToDictionary(entry => (string)entry.Key, entry => new YamlValue(entry.Value))
        : new Dictionary<string, YamlValue>();

    public YamlValue this[string key] => Entries.GetValueOrDefault(key) ?? new YamlValue(null);

    /// <summary>Every text in and below this place.</summary>
    public IEnumerable<string> Texts() =>
        Text is { } text ? [text] : Items.Concat(Entries.Values).SelectMany(inner => inner.Texts());

    /// <summary>The documents of a file.</summary>
    public static IReadOnlyList<YamlValue> Read(string path)
    {
        using var text = File.OpenText(RepositoryRoot.Of(path));
        var parser = new MergingParser(new Parser(text));
        var deserializer = new DeserializerBuilder().Build();
        var documents = new List<YamlValue>();
        parser.Consume<StreamStart>();
        while (parser.Accept<DocumentStart>(out _)) documents.Add(new YamlValue(deserializer.Deserialize<object?>(parser)));
        return documents;
    }
}
