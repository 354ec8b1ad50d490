namespace Pipeline.Domain.Prompts;

/// <summary>
/// Reads a template without running it: the fixed texts, the names in the placeholders, and what is wrong. Templates that can compute are a known
/// way in, so whatever isn't a plain placeholder is an error here, before a template engine ever sees it.
/// </summary>
internal static class PromptTemplateScanner
{
    public static PromptTemplateParts Scan(string template)
    {
        var parts = new PromptTemplateParts();
        var position = 0;
        while (position < template.Length)
        {
            var braces = template.IndexOf("{{", position, StringComparison.Ordinal);
            var fixedEnd = braces < 0 ? template.Length : braces;
            TakeFixed(parts, template[position..fixedEnd]);
            if (braces < 0) break;
            position = TakePlaceholder(parts, template, braces);
        }

        return parts;
    }

    private static void TakeFixed(PromptTemplateParts parts, string text)
    {
        if (text.Length > 0) parts.FixedTexts.Add(text);
        if (text.Contains("{%", StringComparison.Ordinal) || text.Contains("%}", StringComparison.Ordinal))
            parts.Errors.Add("Tags ({% … %}) are not available: only plain placeholders are.");
        if (text.Contains("}}", StringComparison.Ordinal))
            parts.Errors.Add("A placeholder is closed (}}) that was never opened ({{).");
    }

    private static int TakePlaceholder(PromptTemplateParts parts, string template, int start)
    {
        var end = template.IndexOf("}}", start + 2, StringComparison.Ordinal);
        var next = template.IndexOf("{{", start + 2, StringComparison.Ordinal);
        if (end < 0 || (next >= 0 && next < end))
        {
            parts.Errors.Add($"A placeholder is opened ({{{{) and never closed (}}}}): {Excerpt(template[start..])}");
            return end < 0 ? template.Length : next;
        }

        var name = template[(start + 2)..end].Trim();
        if (PromptPlaceholders.IsKnown(name)) parts.Placeholders.Add(name);
        else parts.Errors.Add(Refusal(name));
        return end + 2;
    }

    private static string Refusal(string name)
    {
        var known = string.Join(", ", PromptPlaceholders.All.Select(placeholder => placeholder.Written));
        return name.Length == 0
            ? $"A placeholder is empty. Known are: {known}."
            : $"Unknown placeholder '{Excerpt(name)}'. Known are, without filters or anything else: {known}.";
    }

    private static string Excerpt(string text)
    {
        var line = text.ReplaceLineEndings(" ");
        return line.Length <= 40 ? line : line[..40] + "…";
    }
}
