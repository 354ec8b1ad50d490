using System.Collections.Frozen;

namespace Pipeline.Domain.Comments;

/// <summary>
/// The elements of HTML by what becomes of them. A name that isn't here is no markup: <c>&lt;name&gt;</c> stays in the
/// text, where the rules recognise it as a placeholder that was left unfilled.
/// </summary>
internal static class MarkupElements
{
    private static readonly FrozenSet<string> Blocks = Set(
        "address article aside blockquote body center dd details div dl dt fieldset figcaption figure footer h1 h2 h3 h4 h5 h6 "
        + "head header hr html li main nav ol p pre section summary table tbody td tfoot th thead tr ul");

    private static readonly FrozenSet<string> Inline = Set(
        "abbr b bdi bdo big br cite code data del dfn em font i ins kbd label mark q rp rt ruby s samp small span strike "
        + "strong sub sup time tt u var wbr");

    private static readonly FrozenSet<string> Refused = Set(
        "a applet area audio base button canvas col colgroup datalist dialog embed form frame frameset iframe img input legend "
        + "link map marquee math meta meter noscript object optgroup option output param picture portal progress script select "
        + "slot source style svg template textarea title track video");

    // Their content is never shown to a reader.
    private static readonly FrozenSet<string> Unread = Set("script style template noscript iframe object svg math title");

    public static bool IsKnown(string name) => Blocks.Contains(name) || Inline.Contains(name) || Refused.Contains(name);

    public static bool IsBlock(string name) => Blocks.Contains(name);

    /// <summary>Elements that a comment has no business with; the others are reduced to what is allowed.</summary>
    public static bool IsRefused(string name) => Refused.Contains(name);

    public static bool IsUnread(string name) => Unread.Contains(name);

    private static FrozenSet<string> Set(string names) => names.Split(' ').ToFrozenSet(StringComparer.Ordinal);
}
