namespace Pipeline.DemoSite.Platform;

/// <summary>The comment form as it was sent: its text cleaned, and what is wrong with it.</summary>
internal sealed record CommentForm(string Text, CommentStatus Status, bool Hide, string Highlight, IReadOnlyList<string> Errors)
{
    public static readonly CommentForm Empty = new("", CommentStatus.Published, false, "", []);

    public bool IsValid => Errors.Count == 0;

    public static CommentForm Read(IFormCollection form, CommentText rules)
    {
        var errors = new List<string>();
        var text = rules.Clean(form["text"].ToString());
        if (CommentText.IsEmpty(text)) errors.Add("Text: Dieses Feld ist zwingend erforderlich.");
        if (text.Length > rules.MaxLength)
            errors.Add($"Text: Bitte sicherstellen, dass der Wert höchstens {rules.MaxLength} Zeichen hat. (Er hat {text.Length} Zeichen.)");

        var status = ReadStatus(form["status"].ToString(), errors);
        return new CommentForm(text, status, form["hide"] == "on", form["highlight"].ToString().Trim(), errors);
    }

    public CommentForm Refused(string error) => this with { Errors = [.. Errors, error] };

    private static CommentStatus ReadStatus(string value, List<string> errors)
    {
        if (value.Length == 0) return CommentStatus.Published;
        if (int.TryParse(value, out var number) && Enum.IsDefined((CommentStatus)number)) return (CommentStatus)number;
        errors.Add($"Status: Bitte eine gültige Auswahl treffen. {value} ist keine gültige Auswahl.");
        return CommentStatus.Published;
    }
}
