using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Pipeline.DemoSite.Faults;

namespace Pipeline.DemoSite.Control;

/// <summary>How the control API reads and writes JSON. A name that it doesn't know is refused: a mistyped fault would strike nobody.</summary>
internal static class ControlJson
{
    public static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters =
        {
            new JsonStringEnumConverter<FaultKind>(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false),
            new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false),
            new Seconds(),
        },
    };

    /// <exception cref="JsonException">The body isn't what is expected.</exception>
    public static async Task<T> ReadAsync<T>(HttpRequest request) =>
        await JsonSerializer.DeserializeAsync<T>(request.Body, Options) ?? throw new JsonException("The body is null.");

    public static IResult Answer<T>(T value) => Results.Json(value, Options);

    /// <summary>Seconds as a number; reading also takes <c>00:00:05</c>.</summary>
    private sealed class Seconds : JsonConverter<TimeSpan>
    {
        public override TimeSpan Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            if (reader.TokenType == JsonTokenType.Number) return TimeSpan.FromSeconds(reader.GetDouble());
            return reader.TokenType == JsonTokenType.String && TimeSpan.TryParse(reader.GetString(), CultureInfo.InvariantCulture, out var span)
                ? span
                : throw new JsonException("A duration is a number of seconds, or 00:00:05.");
        }

        public override void Write(Utf8JsonWriter writer, TimeSpan value, JsonSerializerOptions options) => writer.WriteNumberValue(value.TotalSeconds);
    }
}
