namespace Pipeline.Testing.Servers;

/// <summary>A test needs a real server and there is none, or it didn't start. Says what to install or to set.</summary>
public sealed class ServerUnavailableException(string message, Exception? cause = null) : Exception(message, cause);
