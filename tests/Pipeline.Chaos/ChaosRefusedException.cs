namespace Pipeline.Chaos;

/// <summary>The command line can't be carried out; the message is for the person at the console.</summary>
public sealed class ChaosRefusedException(string message) : Exception(message);
