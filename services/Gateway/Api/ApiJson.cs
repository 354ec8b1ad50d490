using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Pipeline.Domain.Accounts;
using Pipeline.Domain.Errors;
using Pipeline.Domain.Identity;
using Pipeline.Domain.Jobs;
using Pipeline.Domain.Processes;
using Pipeline.Domain.Providers;
using Pipeline.Domain.Records;
using Pipeline.Domain.Sites;
using Pipeline.Gateway.Monitoring;
using Pipeline.Gateway.Records;

namespace Pipeline.Gateway.Api;

/// <summary>How the API writes and reads JSON.</summary>
internal static class ApiJson
{
    /// <summary>The one set of options, for what is read and written by hand.</summary>
    public static JsonSerializerOptions Options { get; } = MakeOptions();

    /// <summary>Camel case, strict numbers and names, enumerations and durations as the contract spells them.</summary>
    public static void Configure(JsonSerializerOptions options)
    {
        options.PropertyNamingPolicy = JsonNamingPolicy.CamelCase;
        options.PropertyNameCaseInsensitive = false;
        options.NumberHandling = JsonNumberHandling.Strict;
        options.AllowDuplicateProperties = false;
        // It is sent as JSON, never inside a page: umlauts and angle brackets stay legible.
        options.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
        options.Converters.Add(new DurationConverter());
        var (camel, lower, snake) = (JsonNamingPolicy.CamelCase, new LowerCaseNames(), JsonNamingPolicy.SnakeCaseLower);
        options.Converters.Add(new JsonStringEnumConverter<RecordStatus>(camel, allowIntegerValues: false));
        options.Converters.Add(new JsonStringEnumConverter<ResolveAs>(camel, allowIntegerValues: false));
        options.Converters.Add(new JsonStringEnumConverter<Stage>(camel, allowIntegerValues: false));
        options.Converters.Add(new JsonStringEnumConverter<ProcessStatus>(camel, allowIntegerValues: false));
        options.Converters.Add(new JsonStringEnumConverter<StopReason>(camel, allowIntegerValues: false));
        options.Converters.Add(new JsonStringEnumConverter<PostingStopScope>(camel, allowIntegerValues: false));
        options.Converters.Add(new JsonStringEnumConverter<AccountStatus>(camel, allowIntegerValues: false));
        options.Converters.Add(new JsonStringEnumConverter<UserRole>(camel, allowIntegerValues: false));
        options.Converters.Add(new JsonStringEnumConverter<SiteKind>(lower, allowIntegerValues: false));
        options.Converters.Add(new JsonStringEnumConverter<LlmProviderKind>(lower, allowIntegerValues: false));
        options.Converters.Add(new JsonStringEnumConverter<JobType>(snake, allowIntegerValues: false));
        options.Converters.Add(new JsonStringEnumConverter<JobStatus>(snake, allowIntegerValues: false));
        options.Converters.Add(new JsonStringEnumConverter<ErrorKind>(snake, allowIntegerValues: false));
    }

    /// <summary>The name of an enumeration's value on the wire.</summary>
    public static string Name<T>(T value)
        where T : struct, Enum => JsonSerializer.SerializeToElement(value, Options).GetString()!;

    /// <summary>The values of an enumeration by their names on the wire.</summary>
    public static IReadOnlyList<string> Names(Type enumeration) =>
        [.. Enum.GetValues(enumeration).Cast<object>().Select(value => JsonSerializer.SerializeToElement(value, enumeration, Options).GetString()!)];

    private static JsonSerializerOptions MakeOptions()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web);
        Configure(options);
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }
}
