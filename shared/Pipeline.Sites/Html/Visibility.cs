using System.Globalization;
using System.Text.RegularExpressions;
using AngleSharp.Dom;

namespace Pipeline.Sites.Html;

/// <summary>Whether a page shows an element, as far as the element itself says.</summary>
internal static partial class Visibility
{
    private static readonly HashSet<string> NeverShown =
        ["script", "style", "template", "noscript", "head", "title", "iframe", "object", "svg", "math", "textarea", "select", "button", "input", "audio", "video", "canvas", "datalist"];

    private static readonly string[] HidingClasses = ["d-none", "visually-hidden", "visually-hidden-focusable", "sr-only", "invisible", "collapse"];

    public static bool IsHidden(IElement element) =>
        NeverShown.Contains(element.LocalName)
        || element.HasAttribute("hidden")
        || HidingClasses.Any(element.ClassList.Contains)
        || (element.GetAttribute("style") is { } style && style.Split(';').Any(Hides));

    private static bool Hides(string declaration)
    {
        var parts = declaration.ToLowerInvariant().Replace("!important", "", StringComparison.Ordinal).Split(':', 2, StringSplitOptions.TrimEntries);
        if (parts.Length < 2) return false;
        var value = parts[1];
        return parts[0] switch
        {
            "display" => value == "none",
            "visibility" => value is "hidden" or "collapse",
            "opacity" => Number(value) is < 0.05,
            "font-size" => Number(value) is < 0.05,
            "color" => value == "transparent",
            "text-indent" or "left" or "right" or "top" or "bottom" => Number(value) is < -90,
            "clip" or "clip-path" => value.StartsWith("rect", StringComparison.Ordinal) || value.StartsWith("inset", StringComparison.Ordinal),
            _ => false,
        };
    }

    private static double? Number(string value) =>
        double.TryParse(LeadingNumber().Match(value).ValueSpan, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;

    [GeneratedRegex(@"^[+-]?[0-9]*\.?[0-9]+")]
    private static partial Regex LeadingNumber();
}
