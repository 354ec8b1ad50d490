using System.Text.Json;

namespace Pipeline.Gateway.Api;

/// <summary>How a type of value is written in JSON, and what to tell who wrote it otherwise.</summary>
/// <param name="Kind">The JSON type; null: any.</param>
/// <param name="Strict">Whatever can't be read is malformed, also if it has the right JSON type.</param>
/// <param name="Expectation">The remedy.</param>
internal sealed record JsonValues(JsonValueKind? Kind, bool Strict, string Expectation)
{
    public static JsonValues Of(Type type)
    {
        var bare = Nullable.GetUnderlyingType(type) ?? type;
        if (bare == typeof(Guid)) return new(JsonValueKind.String, true, "Must be an id (UUID), e.g. \"0198c5f0-7a3b-7c11-9d2e-3f4a5b6c7d8e\".");
        if (bare == typeof(TimeSpan)) return new(JsonValueKind.String, false, "Must be a duration as ISO 8601 writes it: \"PT30S\", \"PT3M\", \"PT2H\", \"P1D\".");
        if (bare.IsEnum) return new(JsonValueKind.String, false, $"Is not known: must be one of {string.Join(", ", ApiJson.Names(bare))}.");
        if (bare == typeof(bool)) return new(JsonValueKind.True, true, "Must be true or false.");
        if (bare == typeof(int)) return new(JsonValueKind.Number, false, "Must be a whole number.");
        if (bare == typeof(double) || bare == typeof(decimal)) return new(JsonValueKind.Number, false, "Must be a number.");
        return bare == typeof(string) ? new(JsonValueKind.String, true, "Must be text.") : new(null, false, "Can't be read.");
    }

    public bool IsMalformed(JsonValueKind sent) => Strict || (Kind is not null && Kind != sent);
}
