namespace Pipeline.Testing.Http;

/// <summary>The code under test sent a request that its test didn't foresee. Not an <see cref="HttpRequestException"/>: no retry may swallow it.</summary>
public sealed class UnregisteredHttpException(string message) : Exception(message);
