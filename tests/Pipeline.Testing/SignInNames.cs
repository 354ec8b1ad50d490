namespace Pipeline.Testing;

/// <summary>Sign-in names, by whether a browser's e-mail field takes them. What the program takes must be typable there.</summary>
public static class SignInNames
{
    /// <summary>Typable.</summary>
    public static readonly IReadOnlyList<string> Taken =
        ["admin@localhost", "admin@example.org", "Lehrer.A+4a@schule-zug.example.ch", "o'neil@x.org", "a..b@x.org", "1@2"];

    /// <summary>Not typable.</summary>
    public static readonly IReadOnlyList<string> Refused =
        ["admin", "@example.org", "admin@", "admin@@example.org", "an admin@example.org", "admin@example..org", "admin@-example.org", "admin@exam_ple.org", "lehrer@ä_b", "Lehrer <a@example.org>"];
}
