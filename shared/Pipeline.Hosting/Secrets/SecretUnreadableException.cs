namespace Pipeline.Hosting.Secrets;

/// <summary>An encrypted secret can't be read: its key is missing, or it isn't the one that was asked for. Says which, never what.</summary>
public sealed class SecretUnreadableException : Exception
{
    /// <summary>Says why.</summary>
    public SecretUnreadableException(string message)
        : base(message)
    {
    }

    /// <summary>Says why, with the cause.</summary>
    public SecretUnreadableException(string message, Exception cause)
        : base(message, cause)
    {
    }
}
