namespace Pipeline.Gateway.Api;

/// <summary>A query parameter that a route knows: any other is refused, and the OpenAPI document lists it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">What it is read as.</param>
/// <param name="Description">What it is for.</param>
/// <param name="Repeatable">It may be given several times.</param>
internal sealed record QueryParameter(string Name, Type Type, string Description, bool Repeatable = false)
{
    /// <summary>What every list takes.</summary>
    public static IReadOnlyList<QueryParameter> OfLists { get; } =
    [
        new("limit", typeof(int), "How many at most, 1 to 200; 50 if left out."),
        new("cursor", typeof(string), "The `nextCursor` of the page before."),
        new("sort", typeof(string), "`-createdAt` (newest first, the default) or `createdAt`."),
    ];
}
