using System.Text.RegularExpressions;
using Pipeline.Architecture.Layout;
using Pipeline.Testing;

namespace Pipeline.Architecture.Documents;

/// <summary>The page of promises says which tests hold which promise: exactly those that name it.</summary>
public sealed partial class PromisesTests
{
    private static readonly Dictionary<string, string> Rows = File.ReadAllLines(RepositoryRoot.Of("docs/promises.md"))
        .Where(line => line.StartsWith("| P-", StringComparison.Ordinal))
        .SelectMany(line => Promise().Matches(line.Split('|')[1]).Select(promise => (promise.Value, line)))
        .ToDictionary(row => row.Value, row => row.line);

    private static readonly ILookup<string, string> Named =
        SourceFile.Tests.SelectMany(PromisesIn).Distinct().ToLookup(named => named.Promise, named => named.Class);

    public static TheoryData<string> Promises() => [.. Rows.Keys.Union(Named.Select(promise => promise.Key))];

    [Theory]
    [MemberData(nameof(Promises))]
    public void The_page_names_exactly_the_tests_that_name_the_promise(string promise)
    {
        var told = Rows.TryGetValue(promise, out var row) ? TestClass().Matches(row).Select(match => match.Groups["name"].Value) : ["not on the page"];
        Assert.Equal(Named[promise].Distinct().Order(StringComparer.Ordinal), told.Distinct().Order(StringComparer.Ordinal));
    }

    /// <summary>A trait belongs to the class that is declared next, or to the class around its method.</summary>
    private static IEnumerable<(string Promise, string Class)> PromisesIn(SourceFile file)
    {
        var (waiting, around) = (new List<string>(), "");
        foreach (var line in file.Lines)
        {
            if (Trait().Match(line) is { Success: true } trait)
            {
                waiting.Add(trait.Groups["promise"].Value);
                continue;
            }

            if (Class().Match(line) is { Success: true } declared) around = declared.Groups["name"].Value;
            else if (!Method().IsMatch(line)) continue;
            foreach (var promise in waiting) yield return (promise, around);
            waiting.Clear();
        }
    }

    [GeneratedRegex(@"P-[A-Z]+(-[A-Z]+)?")]
    private static partial Regex Promise();

    [GeneratedRegex(@"`(?<name>[A-Z]\w+)`")]
    private static partial Regex TestClass();

    [GeneratedRegex("""\[Trait\("Promise", "(?<promise>P-[A-Z-]+)"\)\]""")]
    private static partial Regex Trait();

    [GeneratedRegex(@"^public .*\bclass (?<name>\w+)")]
    private static partial Regex Class();

    [GeneratedRegex(@"^    public (async )?(Task|void|ValueTask)\b")]
    private static partial Regex Method();
}
