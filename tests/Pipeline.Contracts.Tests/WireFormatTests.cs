using System.Text.Json;
using System.Text.Json.Nodes;
using MassTransit;
using MassTransit.Serialization;

namespace Pipeline.Contracts.Tests;

/// <summary>
/// What stands in the queues when a new version is rolled out: these texts must be readable for ever. A failing test
/// here means that the change needs a new type of message.
/// </summary>
public sealed class WireFormatTests
{
    private static readonly JsonSerializerOptions Bus = SystemTextJsonMessageSerializer.Options;

    public static TheoryData<string, object> Messages { get; } = new(Samples.All.Select(sample => (sample.Json, sample.Message)));

    [Fact]
    public void Every_message_has_a_sample() => Assert.Equal(
        typeof(StartMonitoring).Assembly.GetExportedTypes().Select(type => type.Name).Except([nameof(AccountTab)]).Order(),
        Samples.All.Select(sample => sample.Message.GetType().Name).Distinct().Order());

    [Theory]
    [MemberData(nameof(Messages))]
    public void A_message_is_written_as_it_always_was(string json, object message) =>
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(json), JsonSerializer.SerializeToNode(message, message.GetType(), Bus)));

    [Theory]
    [MemberData(nameof(Messages))]
    public void A_message_comes_back_as_it_was_sent(string json, object message) =>
        Assert.Equivalent(message, JsonSerializer.Deserialize(json, message.GetType(), Bus), strict: true);

    [Theory]
    [MemberData(nameof(Messages))]
    public void A_newer_senders_field_does_no_harm(string json, object message)
    {
        var newer = JsonNode.Parse(json)!.AsObject();
        newer["addedLater"] = new JsonObject { ["anything"] = 1 };

        Assert.Equivalent(message, newer.Deserialize(message.GetType(), Bus), strict: true);
    }

    [Theory]
    [MemberData(nameof(Messages))]
    public void An_older_senders_missing_field_does_no_harm(string json, object message)
    {
        foreach (var field in JsonNode.Parse(json)!.AsObject().Select(pair => pair.Key).ToList())
        {
            var older = JsonNode.Parse(json)!.AsObject();
            older.Remove(field);
            Assert.NotNull(older.Deserialize(message.GetType(), Bus));
        }
    }

    [Theory]
    [MemberData(nameof(Messages))]
    public void A_message_keeps_its_name(string json, object message)
    {
        Assert.NotEmpty(json);
        Assert.Equal($"urn:message:Pipeline.Contracts:{message.GetType().Name}", MessageUrn.ForTypeString(message.GetType()));
    }
}
