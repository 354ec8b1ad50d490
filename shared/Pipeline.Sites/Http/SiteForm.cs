namespace Pipeline.Sites.Http;

/// <summary>A form to be sent, urlencoded.</summary>
/// <param name="Action">Where to.</param>
/// <param name="Referer">The page it was on: sites that guard against forged requests insist on it.</param>
/// <param name="Fields">Names and values, in order.</param>
internal sealed record SiteForm(Uri Action, Uri Referer, IReadOnlyList<KeyValuePair<string, string>> Fields);
