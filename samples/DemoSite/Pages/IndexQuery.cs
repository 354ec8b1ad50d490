using System.Globalization;
using Pipeline.DemoSite.Platform;

namespace Pipeline.DemoSite.Pages;

/// <summary>What the index is asked for: <c>?tab=38&amp;kategorie=4&amp;aufgabe=10</c>. What isn't a number doesn't filter.</summary>
internal sealed record IndexQuery(string Tab, int? Category, int? Task)
{
    public static IndexQuery Of(IQueryCollection query) => new(
        query["tab"] is [{ Length: > 0 } tab, ..] ? tab : "home", Number(query["kategorie"]), Number(query["aufgabe"]));

    public bool Fits(Article article) => (Category ?? article.Category) == article.Category && (Task ?? article.Task) == article.Task;

    private static int? Number(string? value) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
