using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using AngleSharp.Html.Parser.Tokens.Struct;
using AngleSharp.Text;
using Pipeline.Domain.Errors;

namespace Pipeline.Sites.Html;

/// <summary>
/// Parses pages that nobody vouches for: no scripts, no resources, a bounded size, nesting and time. The parser's cost is
/// quadratic in the nesting depth, and there are pages that nest deeper than any look at their tags can tell:
/// hence both a limit on the tags and a budget.
/// </summary>
internal static class SafeHtml
{
    /// <summary>Where browsers stop, too.</summary>
    public const int MaxDepth = 512;

    private static readonly TimeSpan Budget = TimeSpan.FromSeconds(5);

    /// <exception cref="SiteException">
    /// The page is too large, nests too deep or takes too long: the last is a time-out, since the fault may be a machine that
    /// is overloaded or was frozen meanwhile, and not the page's.
    /// </exception>
    public static IHtmlDocument Parse(string html, TimeProvider? time = null)
    {
        if (html.Length > Http.PageBody.MaxBytes) throw Refused("is too large");
        var clock = time ?? TimeProvider.System;
        var start = clock.GetTimestamp();
        var depth = new NestingDepth();
        var parser = new HtmlParser(new HtmlParserOptions { IsScripting = false, MaximumDepth = MaxDepth });
        return (IHtmlDocument)parser.ParseDocument<Document, Element>(new TextSource(html), Watch);

        TokenConsumptionResult Watch(ref StructHtmlToken token, TokenConsumer next)
        {
            if (clock.GetElapsedTime(start) > Budget) throw Refused($"takes more than {Budget.TotalSeconds:0} s to parse", ErrorKind.Timeout);
            if (depth.After(ref token) > MaxDepth) throw Refused($"nests elements deeper than {MaxDepth} levels");
            next(ref token);
            return TokenConsumptionResult.Continue;
        }
    }

    private static SiteException Refused(string fault, ErrorKind kind = ErrorKind.SiteChanged) => new(kind, $"The page {fault}: it is not read.");
}
