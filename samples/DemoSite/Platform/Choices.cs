namespace Pipeline.DemoSite.Platform;

/// <summary>The two lists a text is filed under: <c>kategorie</c> and <c>aufgabe</c>.</summary>
internal static class Choices
{
    public static readonly IReadOnlyDictionary<int, string> Categories = new SortedDictionary<int, string>
    {
        [4] = "Anleiten",
        [5] = "Erklären",
        [6] = "Fragen",
        [7] = "Informieren",
        [8] = "Überzeugen",
        [9] = "Unterhalten",
        [14] = "Berichten",
    };

    public static readonly IReadOnlyDictionary<int, string> Tasks = new SortedDictionary<int, string>
    {
        [4] = "Freies Schreiben",
        [10] = "Texte aus unserem Alltag",
        [12] = "Natur und Technik",
        [13] = "Schreibwerkstatt",
    };
}
