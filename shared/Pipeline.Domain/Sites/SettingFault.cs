namespace Pipeline.Domain.Sites;

/// <summary>What is wrong with one field of a request.</summary>
/// <param name="Field">The field's path as the client wrote it, e.g. <c>settings.burst</c>.</param>
/// <param name="Message">The fault and the remedy, for people.</param>
public sealed record SettingFault(string Field, string Message);
