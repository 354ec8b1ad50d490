namespace Pipeline.Gateway.Api;

/// <summary>
/// What a route reads from the body. (Not <c>Accepts</c>: routing would answer 415 before anybody asked who is calling.)
/// </summary>
/// <param name="Type">The shape.</param>
/// <param name="Required">It has to be there.</param>
internal sealed record BodyShape(Type Type, bool Required = true);

/// <summary>A body as a client would write it, for the OpenAPI document.</summary>
/// <param name="Json">A JSON object.</param>
internal sealed record BodyExample(string Json);
