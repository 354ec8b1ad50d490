namespace Pipeline.DemoSite.Pages;

/// <summary>Markup that can be sent as it is. Text gets in only encoded, through <see cref="Of"/>.</summary>
internal readonly record struct Html(string Markup)
{
    public static readonly Html Empty = new("");

    public static Html Of(HtmlInterpolation markup) => new(markup.ToMarkup());

    public static Html Join(IEnumerable<Html> parts) => new(string.Concat(parts.Select(p => p.Markup)));

    /// <summary>An attribute without a value, such as <c>selected</c>, or nothing.</summary>
    public static Html Flag(bool set, string attribute) => set ? new Html(" " + attribute) : Empty;

    public override string ToString() => Markup;
}
