namespace Pipeline.Sites;

/// <summary>What an account logs in with. Its text form leaves the password out.</summary>
/// <param name="Username">The user name, as the site spells it.</param>
/// <param name="Password">The password.</param>
public sealed record SiteCredentials(string Username, string Password)
{
    /// <inheritdoc/>
    public override string ToString() => $"{nameof(SiteCredentials)} {{ {Username} }}";
}
