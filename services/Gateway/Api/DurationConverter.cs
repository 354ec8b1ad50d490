using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using System.Xml;

namespace Pipeline.Gateway.Api;

/// <summary>Durations as ISO 8601 writes them: <c>PT3M</c>, <c>PT2H</c>, <c>P1D</c>.</summary>
internal sealed partial class DurationConverter : JsonConverter<TimeSpan>
{
    public override TimeSpan Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.String) throw new JsonException();
        return TryParse(reader.GetString()!) ?? throw new JsonException();
    }

    public override void Write(Utf8JsonWriter writer, TimeSpan value, JsonSerializerOptions options) => writer.WriteStringValue(XmlConvert.ToString(value));

    /// <summary>Null: not a duration. Years and months have no fixed length, and P1M is mostly a mistyped PT1M.</summary>
    public static TimeSpan? TryParse(string text)
    {
        if (!Shape().IsMatch(text)) return null;
        try
        {
            return XmlConvert.ToTimeSpan(text);
        }
        catch (Exception unreadable) when (unreadable is FormatException or OverflowException)
        {
            return null;
        }
    }

    [GeneratedRegex(@"^-?P(\d{1,9}D)?(T(\d{1,9}H)?(\d{1,9}M)?(\d{1,9}(\.\d{1,9})?S)?)?$")]
    private static partial Regex Shape();
}
