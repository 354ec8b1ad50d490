namespace Pipeline.Domain.Comments;

/// <summary>What <see cref="MarkupReader"/> finds in a text.</summary>
internal enum MarkupTokenKind
{
    Text,
    Open,
    Close,
}

/// <summary>A piece of text, decoded, or the lower-case name of an element that opens or closes.</summary>
internal readonly record struct MarkupToken(MarkupTokenKind Kind, string Value);
