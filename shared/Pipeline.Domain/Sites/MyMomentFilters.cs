namespace Pipeline.Domain.Sites;

/// <summary>What a process may read of a myMoment site, and the numbers that the site knows.</summary>
public static class MyMomentFilters
{
    /// <summary>The tab of everybody's articles, which is never read.</summary>
    public const string EverybodysTab = "alle";

    private const int MaxTabLength = 50;

    /// <summary>The site's categories by number (<c>kategorie</c>).</summary>
    public static IReadOnlyDictionary<int, string> Categories { get; } = new Dictionary<int, string>
    {
        [4] = "Anleiten",
        [14] = "Berichten",
        [5] = "Erklären",
        [6] = "Fragen",
        [7] = "Informieren",
        [8] = "Überzeugen",
        [9] = "Unterhalten",
    };

    /// <summary>Everything that is wrong with the filters of a process; empty: nothing.</summary>
    /// <param name="tab">The class tab's id; required.</param>
    /// <param name="categories">Category numbers; none: all.</param>
    /// <param name="tasks">Task numbers; none: all.</param>
    public static IReadOnlyList<SettingFault> Check(string? tab, IReadOnlyList<int> categories, IReadOnlyList<int> tasks)
    {
        ArgumentNullException.ThrowIfNull(categories);
        ArgumentNullException.ThrowIfNull(tasks);
        var faults = new List<SettingFault>();
        if (FaultOfTab(tab) is { } fault) faults.Add(new SettingFault("filters.tab", fault));
        faults.AddRange(Numbers("filters.categories", categories, Categories.ContainsKey, $"is not a category of the site; known are {Known()}"));
        faults.AddRange(Numbers("filters.tasks", tasks, task => task > 0, "is not a task number; they are whole numbers above 0"));
        return faults;
    }

    /// <summary>Whether a tab's id can be one: letters, digits, hyphen and underscore, and not <see cref="EverybodysTab"/>.</summary>
    public static bool IsUsableTab(string? tab) => FaultOfTab(tab) is null;

    private static string? FaultOfTab(string? tab)
    {
        if (string.IsNullOrWhiteSpace(tab)) return "Is missing: name the class tab to read; an account's test lists those it has.";
        if (tab.Equals(EverybodysTab, StringComparison.OrdinalIgnoreCase)) return "The tab alle shows everybody's articles and is not read: name the class tab instead.";
        var plain = tab.Length <= MaxTabLength && tab.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_');
        return plain ? null : $"Is not a tab's id: up to {MaxTabLength} letters and digits, e.g. 38, as an account's test lists them.";
    }

    private static IEnumerable<SettingFault> Numbers(string field, IReadOnlyList<int> numbers, Func<int, bool> good, string fault) =>
        numbers.Select((number, index) => (number, index))
            .Where(item => !good(item.number))
            .Select(item => new SettingFault($"{field}[{item.index}]", $"{item.number} {fault}."));

    private static string Known() => string.Join(", ", Categories.Select(category => $"{category.Key} {category.Value}"));
}
