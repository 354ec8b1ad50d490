using System.Text.Json;

namespace Pipeline.Testing.Servers;

/// <summary>A queue as the management API describes it.</summary>
/// <param name="Name">The queue's name.</param>
/// <param name="Type"><c>quorum</c> or <c>classic</c>.</param>
/// <param name="Arguments">The arguments that it was declared with.</param>
public sealed record RabbitMqQueueDetails(string Name, string Type, IReadOnlyDictionary<string, JsonElement> Arguments);
