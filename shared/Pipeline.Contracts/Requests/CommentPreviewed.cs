namespace Pipeline.Contracts;

/// <summary>What a prompt template makes of an article.</summary>
/// <param name="Ok">True if everything that was asked for could be made.</param>
/// <param name="Message">What happened, in a sentence for people.</param>
/// <param name="SystemPrompt">What the model is told to be; null: the template can't be used.</param>
/// <param name="UserPrompt">What it is asked; null: the template can't be used.</param>
/// <param name="CommentText">The HTML that would be sent, disclosure included; null: none was asked for, or none could be made.</param>
public sealed record CommentPreviewed(bool Ok, string Message, string? SystemPrompt, string? UserPrompt, string? CommentText);
