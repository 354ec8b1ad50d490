using System.Text.Json.Serialization;

namespace Pipeline.DemoSite.State;

[JsonSourceGenerationOptions(UseStringEnumConverter = true)]
[JsonSerializable(typeof(SiteEvent))]
internal sealed partial class JournalJson : JsonSerializerContext;
