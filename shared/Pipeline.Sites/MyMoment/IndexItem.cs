using AngleSharp.Dom;
using Pipeline.Sites.Html;

namespace Pipeline.Sites.MyMoment;

/// <summary>One article of the index: a card, or a row of the table that teachers get.</summary>
/// <param name="Entry">The article, where it is published and can be read.</param>
/// <param name="Unpublished">Whether it was left out because it isn't published.</param>
internal readonly record struct IndexItem(IndexEntry? Entry, bool Unpublished)
{
    private const string Published = "publiziert";

    private static readonly IndexItem NotPublished = new(null, true);
    private static readonly IndexItem NotReadable = new(null, false);

    public static IndexItem Read(IElement item, Uri baseAddress) => item.LocalName == "tr" ? ReadRow(item, baseAddress) : ReadCard(item, baseAddress);

    private static IndexItem ReadCard(IElement link, Uri baseAddress)
    {
        var href = link.GetAttribute("href");
        if (Routes.IsDraft(href)) return NotPublished;
        if (link.QuerySelector(".card-header") is not { } header) return NotReadable;
        if (!header.ClassList.Contains(Published)) return NotPublished;
        return Make(href, Text(link, ".article-title"), Text(link, ".article-author"), Text(link, ".article-classroom"), Text(link, ".article-date"), baseAddress);
    }

    private static IndexItem ReadRow(IElement row, Uri baseAddress)
    {
        var cells = row.Children.Where(cell => cell.LocalName == "td").ToList();
        if (cells.Count < 7) return NotReadable;
        var href = cells[0].QuerySelector("a[href]")?.GetAttribute("href");
        if (Routes.IsDraft(href)) return NotPublished;
        if (!Line(cells[5])!.Equals(Published, StringComparison.OrdinalIgnoreCase)) return NotPublished;
        return Make(href, Line(cells[0]), Line(cells[1]), Line(cells[2]), Line(cells[6]), baseAddress);
    }

    private static IndexItem Make(string? href, string? title, string? author, string? visibility, string? date, Uri baseAddress)
    {
        if (Routes.ArticleIdIn(href) is not { } id || string.IsNullOrEmpty(title)) return NotReadable;
        var url = new Uri(baseAddress, Routes.Article(id));
        return new IndexItem(new IndexEntry(id, url, title, Known(author), Known(visibility), SwissDate.Day(date)), false);
    }

    private static string? Text(IElement card, string selector) => card.QuerySelector(selector) is { } element ? Line(element) : null;

    private static string Line(IElement element) => VisibleText.Line(element.TextContent);

    private static string? Known(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
