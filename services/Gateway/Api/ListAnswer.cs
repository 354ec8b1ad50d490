using System.ComponentModel;

namespace Pipeline.Gateway.Api;

/// <summary>One page of a list.</summary>
internal sealed record ListAnswer<T>(
    [property: Description("At most `limit` of them.")] IReadOnlyList<T> Items,
    [property: Description("Pass it as `cursor` for the next page; null: this is the last one.")] string? NextCursor);
