using Pipeline.Domain.Errors;

namespace Pipeline.Sites;

/// <summary>The session that was used is dead: log in anew and do the same again. Nothing is wrong with the account or the page.</summary>
public sealed class SiteSessionExpiredException() : SiteException(ErrorKind.Auth, "The site no longer knows the session: a new login is needed.");
