namespace Pipeline.Contracts;

/// <summary>Request: have the LLM provider write something. Answered with <see cref="ProviderTested"/>.</summary>
/// <param name="ProviderId">The provider.</param>
public sealed record TestProvider(Guid ProviderId);
