using AngleSharp.Html.Parser;
using AngleSharp.Html.Parser.Tokens.Struct;

namespace Pipeline.Sites.Html;

/// <summary>Follows how deep a page's tags nest, roughly as a browser would, at a small price a tag.</summary>
internal sealed class NestingDepth
{
    private static readonly HashSet<string> Void =
        ["area", "base", "basefont", "bgsound", "br", "col", "embed", "frame", "hr", "img", "input", "keygen", "link", "meta", "param", "source", "track", "wbr"];

    /// <summary>Elements whose end tag may be left out: the next of their kind ends them.</summary>
    private static readonly HashSet<string> EndedByNext = ["p", "li", "dt", "dd", "option", "td", "th", "tr"];

    private readonly Stack<string> _open = new();

    /// <summary>The depth once this tag is taken in.</summary>
    public int After(ref StructHtmlToken token)
    {
        if (token.Type == HtmlTokenType.StartTag) Open(token.Name.ToString(), token.IsSelfClosing);
        else if (token.Type == HtmlTokenType.EndTag) Close(token.Name.ToString());
        return _open.Count;
    }

    private void Open(string name, bool selfClosing)
    {
        if (selfClosing || Void.Contains(name)) return;
        if (EndedByNext.Contains(name))
        {
            if (_open.TryPeek(out var paragraph) && paragraph == "p") _open.Pop();
            if (_open.TryPeek(out var previous) && previous == name) _open.Pop();
        }

        _open.Push(name);
    }

    private void Close(string name)
    {
        if (!_open.Contains(name)) return;
        while (_open.Pop() != name)
        {
        }
    }
}
