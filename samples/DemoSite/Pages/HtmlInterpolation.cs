using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace Pipeline.DemoSite.Pages;

/// <summary>Makes <c>$"&lt;p&gt;{text}&lt;/p&gt;"</c> safe: literals stay, strings are encoded, <see cref="Html"/> goes in as it is.</summary>
[InterpolatedStringHandler]
internal ref struct HtmlInterpolation
{
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    private DefaultInterpolatedStringHandler inner;

    public HtmlInterpolation(int literalLength, int formattedCount) =>
        inner = new DefaultInterpolatedStringHandler(literalLength, formattedCount, CultureInfo.InvariantCulture);

    public void AppendLiteral(string markup) => inner.AppendLiteral(markup);

    public void AppendFormatted(Html markup) => inner.AppendLiteral(markup.Markup);

    public void AppendFormatted(string? text) => inner.AppendLiteral(Encoder.Encode(text ?? ""));

    public void AppendFormatted(int number) => inner.AppendFormatted(number);

    public string ToMarkup() => inner.ToStringAndClear();
}
